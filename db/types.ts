/**
 * Written by `npm run types` from the migrations with kysely-codegen. Please do not edit it.
 */

import type { ColumnType } from "kysely";

export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S, I | undefined, U>
  : ColumnType<T, T | undefined, T>;

export type Int8 = ColumnType<number, bigint | number | string, bigint | number | string>;

export type Json = JsonValue;

export type JsonArray = JsonValue[];

export type JsonObject = {
  [x: string]: JsonValue | undefined;
};

export type JsonPrimitive = boolean | number | string | null;

export type JsonValue = JsonArray | JsonObject | JsonPrimitive;

export type Numeric = ColumnType<number, number | string, number | string>;

export type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface ActionItem {
  actionPlanId: string;
  archivedAt: Timestamp | null;
  blockedById: string | null;
  createdAt: Generated<Timestamp>;
  doneOn: string | null;
  dueOn: string | null;
  evidenceUrl: string | null;
  firstDueOn: string | null;
  id: string;
  milestoneId: string | null;
  orgId: Generated<string>;
  ownerId: string | null;
  progress: Generated<number>;
  title: string;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
  weight: Generated<Numeric>;
}

export interface ActionPlan {
  archivedAt: Timestamp | null;
  cadence: Generated<string>;
  createdAt: Generated<Timestamp>;
  endsOn: string | null;
  finishedOn: string | null;
  id: string;
  initiativeId: string;
  kpiId: string | null;
  name: string;
  orgId: Generated<string>;
  ownerAcceptedAt: Timestamp | null;
  ownerId: string | null;
  purpose: Generated<string>;
  reviewerId: string | null;
  startsOn: string | null;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
}

export interface BusinessHours {
  createdAt: Generated<Timestamp>;
  dueHours: Generated<number>;
  friday: string;
  id: string;
  monday: string;
  orgId: Generated<string>;
  saturday: string;
  sunday: string;
  thursday: string;
  tuesday: string;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
  wednesday: string;
}

export interface CaseEntry {
  authorId: string | null;
  body: string;
  customerCaseId: string;
  erasedAt: Timestamp | null;
  erasedBy: string | null;
  happenedOn: string;
  id: string;
  kind: string;
  madeAt: Generated<Timestamp>;
  masked: Generated<number>;
  orgId: Generated<string>;
}

export interface CaseRule {
  active: Generated<boolean>;
  archivedAt: Timestamp | null;
  createdAt: Generated<Timestamp>;
  createdBy: string | null;
  dailyLimit: Generated<number>;
  dueHours: number;
  id: string;
  listeningPostId: string | null;
  lookBackDays: Generated<number>;
  name: string;
  orgId: Generated<string>;
  ownerId: string | null;
  questionId: string | null;
  scoreAtLeast: Numeric | null;
  scoreAtMost: Numeric | null;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
  words: Generated<string>;
}

export interface CheckpointDelivery {
  changedAt: Generated<Timestamp>;
  mailId: string | null;
  orgId: Generated<string>;
  problem: string | null;
  size: Int8;
  state: Generated<string>;
  tries: Generated<number>;
  way: string;
}

export interface CheckpointWebhook {
  orgId: Generated<string>;
  url: string;
}

export interface CoreValue {
  archivedAt: Timestamp | null;
  createdAt: Generated<Timestamp>;
  donts: Generated<string>;
  dos: Generated<string>;
  id: string;
  meaning: Generated<string>;
  name: string;
  orgId: Generated<string>;
  position: Generated<number>;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
}

export interface CustomerCase {
  acknowledgedAt: Timestamp | null;
  answeredOn: string | null;
  archivedAt: Timestamp | null;
  caseRuleId: string | null;
  closedAt: Timestamp | null;
  closedReason: Generated<string>;
  createdAt: Generated<Timestamp>;
  dueAt: Timestamp;
  gapId: string | null;
  id: string;
  journeyStepId: string | null;
  listeningPostId: string | null;
  number: number;
  openedAt: Generated<Timestamp>;
  openedBy: string | null;
  orgId: Generated<string>;
  ownerId: string | null;
  resolvedBy: string | null;
  resolvedEvidence: Generated<string>;
  resolvedOn: string | null;
  resolvedUrl: Generated<string>;
  responseId: string | null;
  state: Generated<string>;
  themeId: string | null;
  title: string;
  toldBy: string | null;
  toldEvidence: Generated<string>;
  toldOn: string | null;
  toldUrl: Generated<string>;
  touchpointId: string | null;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
}

export interface CustomerCount {
  countedOn: string;
  createdAt: Generated<Timestamp>;
  createdBy: string | null;
  currency: string | null;
  fileName: string;
  id: string;
  leftSays: Generated<string>;
  lines: number;
  name: string;
  orgId: Generated<string>;
  repeated: Generated<number>;
  segmentColumn: string;
  unreadable: Generated<number>;
  updatedAt: Generated<Timestamp>;
  valueName: Generated<string>;
  valueUnit: string | null;
  version: Generated<number>;
  withdrawnAt: Timestamp | null;
}

export interface CustomerGroup {
  customerCountId: string;
  customers: number;
  id: string;
  knownLeft: Generated<number>;
  knownValues: Generated<number>;
  label: string;
  leftCount: Generated<number>;
  number: number;
  orgId: Generated<string>;
  segmentId: string | null;
  valueSum: Generated<Numeric>;
}

export interface DataImport {
  appliedRows: Generated<number>;
  badRows: Generated<number>;
  columns: Json;
  createdAt: Generated<Timestamp>;
  createdBy: string;
  fileName: string;
  fileSize: Int8 | null;
  finishedAt: Timestamp | null;
  id: string;
  kind: string;
  mapping: Generated<Json>;
  nextByte: Generated<Int8>;
  nextRow: Generated<number>;
  orgId: Generated<string>;
  outcome: Generated<Json>;
  problem: string | null;
  reason: string | null;
  sha256: string;
  state: Generated<string>;
  summary: Generated<Json>;
  targetId: string | null;
  totalRows: Generated<number>;
  version: Generated<number>;
}

export interface DataImportRow {
  cells: Json;
  dataImportId: string;
  effect: string | null;
  orgId: Generated<string>;
  problems: Generated<Json>;
  rowNo: number;
}

export interface DigestSent {
  day: string;
  memberId: string;
  orgId: Generated<string>;
}

export interface DismissedSuggestion {
  dismissedAt: Generated<Timestamp>;
  dismissedBy: string;
  orgId: Generated<string>;
  words: string;
}

export interface ExecutiveVisit {
  currentAt: Generated<Timestamp>;
  memberId: string;
  orgId: Generated<string>;
  previousAt: Timestamp | null;
}

export interface FormKey {
  answer: Json | null;
  createdAt: Generated<Timestamp>;
  key: string;
  memberId: string;
  orgId: Generated<string>;
  requestHash: string;
}

export interface Gap {
  archivedAt: Timestamp | null;
  asIsStepId: string | null;
  barrier: Generated<string>;
  createdAt: Generated<Timestamp>;
  createdBy: string | null;
  description: Generated<string>;
  effort: number | null;
  id: string;
  name: string;
  orgId: Generated<string>;
  ownerId: string | null;
  personaId: string | null;
  segmentId: string | null;
  size: Generated<number>;
  state: Generated<string>;
  stateChangedOn: string | null;
  stateReason: Generated<string>;
  toBeStepId: string | null;
  touchpointId: string | null;
  updatedAt: Generated<Timestamp>;
  value: number | null;
  version: Generated<number>;
}

export interface GapObservation {
  gapId: string;
  observationId: string;
  orgId: Generated<string>;
}

export interface GapResponse {
  answeredOn: string;
  gapId: string;
  orgId: Generated<string>;
  responseId: string;
}

export interface GapTheme {
  gapId: string;
  orgId: Generated<string>;
  themeId: string;
}

export interface HistoryActionItem {
  actionPlanId: string | null;
  archivedAt: Timestamp | null;
  blockedById: string | null;
  createdAt: Timestamp | null;
  doneOn: string | null;
  dueOn: string | null;
  evidenceUrl: string | null;
  firstDueOn: string | null;
  id: string | null;
  milestoneId: string | null;
  orgId: string | null;
  ownerId: string | null;
  progress: number | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  title: string | null;
  updatedAt: Timestamp | null;
  version: number | null;
  weight: Numeric | null;
}

export interface HistoryActionPlan {
  archivedAt: Timestamp | null;
  cadence: string | null;
  createdAt: Timestamp | null;
  endsOn: string | null;
  finishedOn: string | null;
  id: string | null;
  initiativeId: string | null;
  kpiId: string | null;
  name: string | null;
  orgId: string | null;
  ownerAcceptedAt: Timestamp | null;
  ownerId: string | null;
  purpose: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  reviewerId: string | null;
  startsOn: string | null;
  updatedAt: Timestamp | null;
  version: number | null;
}

export interface HistoryBusinessHours {
  createdAt: Timestamp | null;
  dueHours: number | null;
  friday: string | null;
  id: string | null;
  monday: string | null;
  orgId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  saturday: string | null;
  sunday: string | null;
  thursday: string | null;
  tuesday: string | null;
  updatedAt: Timestamp | null;
  version: number | null;
  wednesday: string | null;
}

export interface HistoryCaseRule {
  active: boolean | null;
  archivedAt: Timestamp | null;
  createdAt: Timestamp | null;
  createdBy: string | null;
  dailyLimit: number | null;
  dueHours: number | null;
  id: string | null;
  listeningPostId: string | null;
  lookBackDays: number | null;
  name: string | null;
  orgId: string | null;
  ownerId: string | null;
  questionId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  scoreAtLeast: Numeric | null;
  scoreAtMost: Numeric | null;
  updatedAt: Timestamp | null;
  version: number | null;
  words: string | null;
}

export interface HistoryChain {
  hash: Buffer;
  orgId: string;
  size: Generated<Int8>;
}

export interface HistoryCheckpoint {
  head: Buffer;
  key: string;
  line: string;
  madeAt: Timestamp;
  orgId: string;
  size: Int8;
}

export interface HistoryCoreValue {
  archivedAt: Timestamp | null;
  createdAt: Timestamp | null;
  donts: string | null;
  dos: string | null;
  id: string | null;
  meaning: string | null;
  name: string | null;
  orgId: string | null;
  position: number | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  updatedAt: Timestamp | null;
  version: number | null;
}

export interface HistoryCustomerCase {
  acknowledgedAt: Timestamp | null;
  answeredOn: string | null;
  archivedAt: Timestamp | null;
  caseRuleId: string | null;
  closedAt: Timestamp | null;
  closedReason: string | null;
  createdAt: Timestamp | null;
  dueAt: Timestamp | null;
  gapId: string | null;
  id: string | null;
  journeyStepId: string | null;
  listeningPostId: string | null;
  number: number | null;
  openedAt: Timestamp | null;
  openedBy: string | null;
  orgId: string | null;
  ownerId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  resolvedBy: string | null;
  resolvedEvidence: string | null;
  resolvedOn: string | null;
  resolvedUrl: string | null;
  responseId: string | null;
  state: string | null;
  themeId: string | null;
  title: string | null;
  toldBy: string | null;
  toldEvidence: string | null;
  toldOn: string | null;
  toldUrl: string | null;
  touchpointId: string | null;
  updatedAt: Timestamp | null;
  version: number | null;
}

export interface HistoryCustomerCount {
  countedOn: string | null;
  createdAt: Timestamp | null;
  createdBy: string | null;
  currency: string | null;
  fileName: string | null;
  id: string | null;
  leftSays: string | null;
  lines: number | null;
  name: string | null;
  orgId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  repeated: number | null;
  segmentColumn: string | null;
  unreadable: number | null;
  updatedAt: Timestamp | null;
  valueName: string | null;
  valueUnit: string | null;
  version: number | null;
  withdrawnAt: Timestamp | null;
}

export interface HistoryCustomerGroup {
  customerCountId: string | null;
  customers: number | null;
  id: string | null;
  knownLeft: number | null;
  knownValues: number | null;
  label: string | null;
  leftCount: number | null;
  number: number | null;
  orgId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  segmentId: string | null;
  valueSum: Numeric | null;
}

export interface HistoryEvent {
  actorId: string | null;
  body: string;
  hash: Buffer;
  kind: string;
  orgId: string;
  prevHash: Buffer;
  reason: string | null;
  recordedAt: Timestamp;
  requestId: string | null;
  seq: Int8;
  subjectId: string;
  title: string;
  verb: string;
}

export interface HistoryEventSubject {
  kind: string;
  orgId: string;
  recordedAt: Generated<Timestamp>;
  seq: Int8;
  subjectId: string;
}

export interface HistoryGap {
  archivedAt: Timestamp | null;
  asIsStepId: string | null;
  barrier: string | null;
  createdAt: Timestamp | null;
  createdBy: string | null;
  description: string | null;
  effort: number | null;
  id: string | null;
  name: string | null;
  orgId: string | null;
  ownerId: string | null;
  personaId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  segmentId: string | null;
  size: number | null;
  state: string | null;
  stateChangedOn: string | null;
  stateReason: string | null;
  toBeStepId: string | null;
  touchpointId: string | null;
  updatedAt: Timestamp | null;
  value: number | null;
  version: number | null;
}

export interface HistoryGapObservation {
  gapId: string | null;
  observationId: string | null;
  orgId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
}

export interface HistoryGapResponse {
  answeredOn: string | null;
  gapId: string | null;
  orgId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  responseId: string | null;
}

export interface HistoryGapTheme {
  gapId: string | null;
  orgId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  themeId: string | null;
}

export interface HistoryHoliday {
  businessHoursId: string | null;
  day: string | null;
  hours: string | null;
  id: string | null;
  name: string | null;
  orgId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  version: number | null;
}

export interface HistoryHowRating {
  comment: string | null;
  createdAt: Timestamp | null;
  id: string | null;
  memberId: string | null;
  orgId: string | null;
  outcomeId: string | null;
  ratedOn: string | null;
  rating: number | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  version: number | null;
}

export interface HistoryInitiative {
  aboutPeople: boolean | null;
  aboutProcess: boolean | null;
  aboutTechnology: boolean | null;
  adHocReason: string | null;
  archivedAt: Timestamp | null;
  budget: Numeric | null;
  createdAt: Timestamp | null;
  createdBy: string | null;
  effortDays: Numeric | null;
  endsOn: string | null;
  id: string | null;
  name: string | null;
  orgId: string | null;
  ownerAcceptedAt: Timestamp | null;
  ownerId: string | null;
  purpose: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  sponsorId: string | null;
  stage: string | null;
  startsOn: string | null;
  unitId: string | null;
  updatedAt: Timestamp | null;
  version: number | null;
}

export interface HistoryInitiativeCoreValue {
  coreValueId: string | null;
  initiativeId: string | null;
  orgId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
}

export interface HistoryInitiativeGap {
  gapId: string | null;
  initiativeId: string | null;
  orgId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
}

export interface HistoryInitiativeKpi {
  confidence: string | null;
  createdAt: Timestamp | null;
  expectedDirection: string | null;
  expectedSize: Numeric | null;
  hypothesis: string | null;
  id: string | null;
  initiativeId: string | null;
  kpiId: string | null;
  orgId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  updatedAt: Timestamp | null;
  version: number | null;
}

export interface HistoryInitiativeOutcome {
  initiativeId: string | null;
  orgId: string | null;
  outcomeId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
}

export interface HistoryInitiativePersona {
  initiativeId: string | null;
  orgId: string | null;
  personaId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
}

export interface HistoryIntakeSource {
  createdAt: Timestamp | null;
  createdBy: string | null;
  endedAt: Timestamp | null;
  endedBy: string | null;
  endsOn: string | null;
  id: string | null;
  kind: string | null;
  listeningPostId: string | null;
  name: string | null;
  orgId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  updatedAt: Timestamp | null;
  version: number | null;
}

export interface HistoryJourney {
  archivedAt: Timestamp | null;
  createdAt: Timestamp | null;
  description: string | null;
  id: string | null;
  name: string | null;
  orgId: string | null;
  ownerId: string | null;
  personaId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  updatedAt: Timestamp | null;
  version: number | null;
}

export interface HistoryJourneyMap {
  archivedAt: Timestamp | null;
  copiedFromId: string | null;
  createdAt: Timestamp | null;
  createdBy: string | null;
  id: string | null;
  journeyId: string | null;
  kind: string | null;
  madeCurrentAt: Timestamp | null;
  madeCurrentBy: string | null;
  number: number | null;
  orgId: string | null;
  reason: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  state: string | null;
  supersededAt: Timestamp | null;
  updatedAt: Timestamp | null;
  version: number | null;
}

export interface HistoryJourneyPhase {
  archivedAt: Timestamp | null;
  createdAt: Timestamp | null;
  id: string | null;
  journeyMapId: string | null;
  name: string | null;
  orgId: string | null;
  position: number | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  updatedAt: Timestamp | null;
  version: number | null;
}

export interface HistoryJourneyStep {
  archivedAt: Timestamp | null;
  cameFromId: string | null;
  createdAt: Timestamp | null;
  description: string | null;
  effort: number | null;
  emotion: number | null;
  evidenceGrade: string | null;
  id: string | null;
  journeyMapId: string | null;
  journeyPhaseId: string | null;
  lineId: string | null;
  name: string | null;
  orgId: string | null;
  ownerId: string | null;
  position: number | null;
  ratingNote: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  success: number | null;
  touchpointId: string | null;
  updatedAt: Timestamp | null;
  version: number | null;
}

export interface HistoryJourneyStepKpi {
  journeyStepId: string | null;
  kpiId: string | null;
  orgId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
}

export interface HistoryKpi {
  archivedAt: Timestamp | null;
  createdAt: Timestamp | null;
  decimals: number | null;
  definition: string | null;
  direction: string | null;
  formula: string | null;
  frequency: string | null;
  id: string | null;
  kind: string | null;
  name: string | null;
  orgId: string | null;
  ownerId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  scoreKind: string | null;
  source: string | null;
  unit: string | null;
  updatedAt: Timestamp | null;
  version: number | null;
}

export interface HistoryKpiFeedback {
  createdAt: Timestamp | null;
  id: string | null;
  kpiId: string | null;
  language: string | null;
  orgId: string | null;
  personaId: string | null;
  questionId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  segmentId: string | null;
  setBy: string | null;
  themeId: string | null;
  touchpointId: string | null;
  unitId: string | null;
  updatedAt: Timestamp | null;
  version: number | null;
}

export interface HistoryKpiTarget {
  createdAt: Timestamp | null;
  createdBy: string | null;
  dueOn: string | null;
  id: string | null;
  kpiId: string | null;
  orgId: string | null;
  reason: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  value: Numeric | null;
  version: number | null;
  withdrawnAt: Timestamp | null;
}

export interface HistoryKpiValue {
  dataImportId: string | null;
  detractors: number | null;
  id: string | null;
  kpiId: string | null;
  n: number | null;
  note: string | null;
  orgId: string | null;
  period: string | null;
  promoters: number | null;
  recordedAt: Timestamp | null;
  recordedBy: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  sd: Numeric | null;
  source: string | null;
  value: Numeric | null;
  version: number | null;
}

export interface HistoryListeningPost {
  archivedAt: Timestamp | null;
  cadence: string | null;
  channel: string | null;
  createdAt: Timestamp | null;
  decisionDays: number | null;
  description: string | null;
  expectedVolume: number | null;
  id: string | null;
  name: string | null;
  occasion: string | null;
  orgId: string | null;
  ownerId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  structured: boolean | null;
  touchpointId: string | null;
  updatedAt: Timestamp | null;
  version: number | null;
}

export interface HistoryListeningPostStep {
  journeyStepId: string | null;
  listeningPostId: string | null;
  orgId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
}

export interface HistoryMember {
  accountId: string | null;
  createdAt: Timestamp | null;
  disabledAt: Timestamp | null;
  email: string | null;
  id: string | null;
  invitedAt: Timestamp | null;
  jobTitle: string | null;
  joinedAt: Timestamp | null;
  name: string | null;
  orgId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  role: string | null;
  unitId: string | null;
  updatedAt: Timestamp | null;
  version: number | null;
  wantsDigest: boolean | null;
}

export interface HistoryMilestone {
  actionPlanId: string | null;
  archivedAt: Timestamp | null;
  createdAt: Timestamp | null;
  dueOn: string | null;
  firstDueOn: string | null;
  id: string | null;
  name: string | null;
  orgId: string | null;
  reachedOn: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  updatedAt: Timestamp | null;
  version: number | null;
}

export interface HistoryObservation {
  archivedAt: Timestamp | null;
  createdAt: Timestamp | null;
  id: string | null;
  journeyStepId: string | null;
  observerId: string | null;
  orgId: string | null;
  pictureId: string | null;
  place: string | null;
  quote: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  seenAt: Timestamp | null;
  severity: number | null;
  touchpointId: string | null;
  unitId: string | null;
  updatedAt: Timestamp | null;
  version: number | null;
  what: string | null;
}

export interface HistoryObservationTheme {
  observationId: string | null;
  orgId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  themeId: string | null;
}

export interface HistoryOrganisation {
  absoluteHours: number | null;
  checkpointEmail: string | null;
  checkpointHost: string | null;
  createdAt: Timestamp | null;
  currency: string | null;
  digestHour: number | null;
  graceDays: number | null;
  id: string | null;
  idleHours: number | null;
  idleMinutes: number | null;
  locale: string | null;
  name: string | null;
  orgId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  slug: string | null;
  timeZone: string | null;
  updatedAt: Timestamp | null;
  version: number | null;
}

export interface HistoryOutcome {
  archivedAt: Timestamp | null;
  createdAt: Timestamp | null;
  description: string | null;
  horizon: number | null;
  howQuestion: string | null;
  id: string | null;
  orgId: string | null;
  ownerId: string | null;
  pillarId: string | null;
  position: number | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  state: string | null;
  title: string | null;
  updatedAt: Timestamp | null;
  version: number | null;
  whatKpiId: string | null;
  whatTarget: string | null;
}

export interface HistoryPersona {
  archivedAt: Timestamp | null;
  challenges: string | null;
  createdAt: Timestamp | null;
  expectations: string | null;
  goals: string | null;
  id: string | null;
  name: string | null;
  needs: string | null;
  orgId: string | null;
  ownerId: string | null;
  pictureId: string | null;
  quote: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  reviewBy: string | null;
  reviewedOn: string | null;
  segmentId: string | null;
  summary: string | null;
  updatedAt: Timestamp | null;
  version: number | null;
}

export interface HistoryPersonaExperience {
  archivedAt: Timestamp | null;
  createdAt: Timestamp | null;
  createdBy: string | null;
  id: string | null;
  kind: string | null;
  orgId: string | null;
  personaId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  sentence: string | null;
  updatedAt: Timestamp | null;
  version: number | null;
}

export interface HistoryPersonaExperienceObservation {
  observationId: string | null;
  orgId: string | null;
  personaExperienceId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
}

export interface HistoryPersonaExperienceResponse {
  answeredOn: string | null;
  orgId: string | null;
  personaExperienceId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  responseId: string | null;
}

export interface HistoryPersonaExperienceTheme {
  orgId: string | null;
  personaExperienceId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  themeId: string | null;
}

export interface HistoryPillar {
  archivedAt: Timestamp | null;
  createdAt: Timestamp | null;
  description: string | null;
  id: string | null;
  name: string | null;
  orgId: string | null;
  position: number | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  updatedAt: Timestamp | null;
  version: number | null;
}

export interface HistoryPlanUpdate {
  acknowledgedAt: Timestamp | null;
  acknowledgedBy: string | null;
  actionPlanId: string | null;
  authorId: string | null;
  createdAt: Timestamp | null;
  helpWanted: string | null;
  id: string | null;
  kpiValueId: string | null;
  madeOn: string | null;
  nextStep: string | null;
  orgId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  sentence: string | null;
  statedStatus: string | null;
  version: number | null;
}

export interface HistoryQuestion {
  archivedAt: Timestamp | null;
  createdAt: Timestamp | null;
  id: string | null;
  kind: string | null;
  label: string | null;
  listeningPostId: string | null;
  measures: string | null;
  notUsed: string | null;
  number: number | null;
  orgId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  scaleHigh: Numeric | null;
  scaleLow: Numeric | null;
  scoreKind: string | null;
  sourceKey: string | null;
  topFrom: Numeric | null;
  touchpointId: string | null;
  updatedAt: Timestamp | null;
  version: number | null;
  wording: string | null;
}

export interface HistoryReconstruction {
  archivedAt: Timestamp | null;
  columns: Json | null;
  createdAt: Timestamp | null;
  createdBy: string | null;
  id: string | null;
  journeyId: string | null;
  mapping: Json | null;
  note: string | null;
  orgId: string | null;
  pseudonym: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  state: string | null;
  updatedAt: Timestamp | null;
  version: number | null;
}

export interface HistoryReconstructionEvent {
  cells: Json | null;
  channel: string | null;
  happenedAt: Timestamp | null;
  hasTime: boolean | null;
  id: string | null;
  journeyStepId: string | null;
  line: number | null;
  namedStep: string | null;
  orgId: string | null;
  placedBy: string | null;
  problem: string | null;
  reconstructionId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  version: number | null;
  what: string | null;
}

export interface HistoryReconstructionGap {
  gapId: string | null;
  mismatch: string | null;
  orgId: string | null;
  reconstructionId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
}

export interface HistoryReplyTask {
  answeredOn: string | null;
  createdAt: Timestamp | null;
  customerCaseId: string | null;
  doneBy: string | null;
  doneOn: string | null;
  doneReason: string | null;
  draft: string | null;
  dueOn: string | null;
  id: string | null;
  initiativeId: string | null;
  orgId: string | null;
  ownerId: string | null;
  reach: number | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  responseId: string | null;
  state: string | null;
  themeId: string | null;
  updatedAt: Timestamp | null;
  version: number | null;
}

export interface HistoryResponseTheme {
  answeredOn: string | null;
  orgId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  responseId: string | null;
  taggedAt: Timestamp | null;
  taggedBy: string | null;
  taggingId: string | null;
  themeId: string | null;
}

export interface HistorySegment {
  archivedAt: Timestamp | null;
  createdAt: Timestamp | null;
  currentValue: number | null;
  description: string | null;
  id: string | null;
  name: string | null;
  orgId: string | null;
  potentialValue: number | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  share: Numeric | null;
  updatedAt: Timestamp | null;
  valueNote: string | null;
  version: number | null;
}

export interface HistoryStory {
  answeredOn: string | null;
  archivedAt: Timestamp | null;
  consentEndsOn: string | null;
  consentGivenOn: string | null;
  consentHow: string | null;
  consentOutside: boolean | null;
  consentWithdrawnOn: string | null;
  createdAt: Timestamp | null;
  createdBy: string | null;
  id: string | null;
  initiativeId: string | null;
  journeyStepId: string | null;
  orgId: string | null;
  outcome: string | null;
  ownerId: string | null;
  personaId: string | null;
  publishedBy: string | null;
  publishedOn: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  responseId: string | null;
  state: string | null;
  title: string | null;
  touchpointId: string | null;
  updatedAt: Timestamp | null;
  version: number | null;
}

export interface HistoryTheme {
  archivedAt: Timestamp | null;
  createdAt: Timestamp | null;
  createdBy: string | null;
  decidedBy: string | null;
  decidedOn: string | null;
  decision: string | null;
  decisionReason: string | null;
  description: string | null;
  id: string | null;
  name: string | null;
  orgId: string | null;
  ownerId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  reviewOn: string | null;
  updatedAt: Timestamp | null;
  version: number | null;
  words: string | null;
}

export interface HistoryThemeRejection {
  answeredOn: string | null;
  orgId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  rejectedAt: Timestamp | null;
  rejectedBy: string | null;
  responseId: string | null;
  themeId: string | null;
}

export interface HistoryTouchpoint {
  archivedAt: Timestamp | null;
  channel: string | null;
  createdAt: Timestamp | null;
  description: string | null;
  id: string | null;
  name: string | null;
  orgId: string | null;
  ownerId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  unitId: string | null;
  updatedAt: Timestamp | null;
  version: number | null;
}

export interface HistoryUnit {
  archivedAt: Timestamp | null;
  createdAt: Timestamp | null;
  id: string | null;
  name: string | null;
  orgId: string | null;
  parentId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  updatedAt: Timestamp | null;
  version: number | null;
}

export interface HistoryVerbatimRestriction {
  createdAt: Timestamp | null;
  endsOn: string | null;
  id: string | null;
  liftedAt: Timestamp | null;
  liftedBy: string | null;
  listeningPostId: string | null;
  orgId: string | null;
  reason: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  setBy: string | null;
  version: number | null;
}

export interface HistoryVision {
  archivedAt: Timestamp | null;
  brandPromise: string | null;
  createdAt: Timestamp | null;
  createdBy: string | null;
  effectiveOn: string | null;
  id: string | null;
  number: number | null;
  orgId: string | null;
  proposedAt: Timestamp | null;
  proposedBy: string | null;
  ratifiedAt: Timestamp | null;
  ratifiedBy: string | null;
  reason: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  state: string | null;
  statement: string | null;
  supersededAt: Timestamp | null;
  updatedAt: Timestamp | null;
  version: number | null;
}

export interface HistoryVisit {
  archivedAt: Timestamp | null;
  createdAt: Timestamp | null;
  createdBy: string | null;
  doneOn: string | null;
  dueOn: string | null;
  id: string | null;
  journeyStepId: string | null;
  note: string | null;
  orgId: string | null;
  place: string | null;
  purpose: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  touchpointId: string | null;
  updatedAt: Timestamp | null;
  version: number | null;
  visitorId: string | null;
}

export interface HistoryVisitObservation {
  observationId: string | null;
  orgId: string | null;
  recordedFrom: Timestamp;
  recordedTo: Generated<Timestamp>;
  visitId: string | null;
}

export interface Holiday {
  businessHoursId: string;
  day: string;
  hours: Generated<string>;
  id: string;
  name: string;
  orgId: Generated<string>;
  version: Generated<number>;
}

export interface HowRating {
  comment: Generated<string>;
  createdAt: Generated<Timestamp>;
  id: string;
  memberId: string;
  orgId: Generated<string>;
  outcomeId: string;
  ratedOn: string;
  rating: number;
  version: Generated<number>;
}

export interface ImportPart {
  bytes: Buffer;
  dataImportId: string;
  number: number;
  orgId: Generated<string>;
}

export interface ImportProblem {
  cell: Generated<string>;
  columnName: string | null;
  dataImportId: string;
  line: number;
  orgId: Generated<string>;
  place: number;
  reason: string;
}

export interface Initiative {
  aboutPeople: Generated<boolean>;
  aboutProcess: Generated<boolean>;
  aboutTechnology: Generated<boolean>;
  adHocReason: Generated<string>;
  archivedAt: Timestamp | null;
  budget: Numeric | null;
  createdAt: Generated<Timestamp>;
  createdBy: string | null;
  effortDays: Numeric | null;
  endsOn: string | null;
  id: string;
  name: string;
  orgId: Generated<string>;
  ownerAcceptedAt: Timestamp | null;
  ownerId: string | null;
  purpose: Generated<string>;
  sponsorId: string | null;
  stage: Generated<string>;
  startsOn: string | null;
  unitId: string | null;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
}

export interface InitiativeCoreValue {
  coreValueId: string;
  initiativeId: string;
  orgId: Generated<string>;
}

export interface InitiativeGap {
  gapId: string;
  initiativeId: string;
  orgId: Generated<string>;
}

export interface InitiativeKpi {
  confidence: Generated<string>;
  createdAt: Generated<Timestamp>;
  expectedDirection: string;
  expectedSize: Numeric | null;
  hypothesis: Generated<string>;
  id: string;
  initiativeId: string;
  kpiId: string;
  orgId: Generated<string>;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
}

export interface InitiativeOutcome {
  initiativeId: string;
  orgId: Generated<string>;
  outcomeId: string;
}

export interface InitiativePersona {
  initiativeId: string;
  orgId: Generated<string>;
  personaId: string;
}

export interface InitiativeStanding {
  derived: Generated<string>;
  disagreements: Generated<number>;
  initiativeId: string;
  itemCount: Generated<number>;
  lastUpdateOn: string | null;
  orgId: Generated<string>;
  planCount: Generated<number>;
  progress: Numeric | null;
}

export interface IntakeField {
  field: string;
  intakeSourceId: string;
  lastAt: Generated<Timestamp>;
  n: Generated<number>;
  orgId: Generated<string>;
}

export interface IntakePace {
  intakeSourceId: string;
  orgId: Generated<string>;
  pacedAt: Timestamp;
}

export interface IntakeRefusal {
  day: string;
  intakeSourceId: string;
  lastAt: Generated<Timestamp>;
  n: Generated<number>;
  orgId: Generated<string>;
  reason: string;
}

export interface IntakeRequest {
  answer: Json | null;
  createdAt: Generated<Timestamp>;
  intakeSourceId: string;
  key: string;
  orgId: Generated<string>;
  requestHash: string;
}

export interface IntakeSecret {
  createdAt: Generated<Timestamp>;
  digest: string | null;
  id: string;
  intakeSourceId: string;
  orgId: Generated<string>;
  sealed: Buffer | null;
  validUntil: Timestamp | null;
}

export interface IntakeSource {
  createdAt: Generated<Timestamp>;
  createdBy: string | null;
  endedAt: Timestamp | null;
  endedBy: string | null;
  endsOn: string | null;
  id: string;
  kind: string;
  listeningPostId: string;
  name: string;
  orgId: Generated<string>;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
}

export interface IntakeUse {
  intakeSourceId: string;
  lastAt: Generated<Timestamp>;
  orgId: Generated<string>;
  responses: Generated<Int8>;
}

export interface Journey {
  archivedAt: Timestamp | null;
  createdAt: Generated<Timestamp>;
  description: Generated<string>;
  id: string;
  name: string;
  orgId: Generated<string>;
  ownerId: string | null;
  personaId: string | null;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
}

export interface JourneyMap {
  archivedAt: Timestamp | null;
  copiedFromId: string | null;
  createdAt: Generated<Timestamp>;
  createdBy: string | null;
  id: string;
  journeyId: string;
  kind: string;
  madeCurrentAt: Timestamp | null;
  madeCurrentBy: string | null;
  number: number;
  orgId: Generated<string>;
  reason: Generated<string>;
  state: Generated<string>;
  supersededAt: Timestamp | null;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
}

export interface JourneyPhase {
  archivedAt: Timestamp | null;
  createdAt: Generated<Timestamp>;
  id: string;
  journeyMapId: string;
  name: string;
  orgId: Generated<string>;
  position: Generated<number>;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
}

export interface JourneyStep {
  archivedAt: Timestamp | null;
  cameFromId: string | null;
  createdAt: Generated<Timestamp>;
  description: Generated<string>;
  effort: number | null;
  emotion: number | null;
  evidenceGrade: Generated<string>;
  id: string;
  journeyMapId: string;
  journeyPhaseId: string;
  lineId: string;
  name: string;
  orgId: Generated<string>;
  ownerId: string | null;
  position: Generated<number>;
  ratingNote: Generated<string>;
  success: number | null;
  touchpointId: string | null;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
}

export interface JourneyStepKpi {
  journeyStepId: string;
  kpiId: string;
  orgId: Generated<string>;
}

export interface Kpi {
  archivedAt: Timestamp | null;
  createdAt: Generated<Timestamp>;
  decimals: Generated<number>;
  definition: Generated<string>;
  direction: string;
  formula: Generated<string>;
  frequency: string;
  id: string;
  kind: string;
  name: string;
  orgId: Generated<string>;
  ownerId: string | null;
  scoreKind: Generated<string>;
  source: Generated<string>;
  unit: Generated<string>;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
}

export interface KpiFeedback {
  createdAt: Generated<Timestamp>;
  id: string;
  kpiId: string;
  language: Generated<string>;
  orgId: Generated<string>;
  personaId: string | null;
  questionId: string;
  segmentId: string | null;
  setBy: string | null;
  themeId: string | null;
  touchpointId: string | null;
  unitId: string | null;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
}

export interface KpiStanding {
  againstTarget: Generated<string>;
  high: Numeric | null;
  kpiId: string;
  low: Numeric | null;
  n: number | null;
  nextDueOn: string | null;
  orgId: Generated<string>;
  period: string | null;
  previousPeriod: string | null;
  previousValue: Numeric | null;
  recent: Generated<Json>;
  target: Numeric | null;
  value: Numeric | null;
  valueCount: Generated<number>;
}

export interface KpiTarget {
  createdAt: Generated<Timestamp>;
  createdBy: string | null;
  dueOn: string;
  id: string;
  kpiId: string;
  orgId: Generated<string>;
  reason: string;
  value: Numeric;
  version: Generated<number>;
  withdrawnAt: Timestamp | null;
}

export interface KpiValue {
  dataImportId: string | null;
  detractors: number | null;
  id: string;
  kpiId: string;
  n: number | null;
  note: Generated<string>;
  orgId: Generated<string>;
  period: string;
  promoters: number | null;
  recordedAt: Generated<Timestamp>;
  recordedBy: string | null;
  sd: Numeric | null;
  source: Generated<string>;
  value: Numeric;
  version: Generated<number>;
}

export interface ListeningPost {
  archivedAt: Timestamp | null;
  cadence: Generated<string>;
  channel: string;
  createdAt: Generated<Timestamp>;
  decisionDays: Generated<number>;
  description: Generated<string>;
  expectedVolume: number | null;
  id: string;
  name: string;
  occasion: Generated<string>;
  orgId: Generated<string>;
  ownerId: string | null;
  structured: Generated<boolean>;
  touchpointId: string | null;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
}

export interface ListeningPostStep {
  journeyStepId: string;
  listeningPostId: string;
  orgId: Generated<string>;
}

export interface Mail {
  createdAt: Generated<Timestamp>;
  htmlBody: string;
  id: string;
  kind: string;
  memberId: string | null;
  orgId: Generated<string>;
  problem: string | null;
  sentAt: Timestamp | null;
  state: Generated<string>;
  subject: string;
  textBody: string;
  toAddress: string;
  toName: string;
}

export interface Member {
  accountId: string | null;
  createdAt: Generated<Timestamp>;
  disabledAt: Timestamp | null;
  email: string;
  id: string;
  invitedAt: Timestamp | null;
  jobTitle: string | null;
  joinedAt: Timestamp | null;
  name: string;
  orgId: Generated<string>;
  role: string;
  unitId: string | null;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
  wantsDigest: Generated<boolean>;
}

export interface Migration {
  appliedAt: Generated<Timestamp>;
  checksum: string;
  name: string;
}

export interface Milestone {
  actionPlanId: string;
  archivedAt: Timestamp | null;
  createdAt: Generated<Timestamp>;
  dueOn: string;
  firstDueOn: string;
  id: string;
  name: string;
  orgId: Generated<string>;
  reachedOn: string | null;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
}

export interface Observation {
  archivedAt: Timestamp | null;
  createdAt: Generated<Timestamp>;
  id: string;
  journeyStepId: string | null;
  observerId: string;
  orgId: Generated<string>;
  pictureId: string | null;
  place: Generated<string>;
  quote: Generated<string>;
  seenAt: Timestamp;
  severity: Generated<number>;
  touchpointId: string | null;
  unitId: string | null;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
  what: string;
}

export interface ObservationTheme {
  observationId: string;
  orgId: Generated<string>;
  themeId: string;
}

export interface Organisation {
  absoluteHours: Generated<number>;
  checkpointEmail: string | null;
  checkpointHost: string | null;
  createdAt: Generated<Timestamp>;
  currency: Generated<string>;
  digestHour: Generated<number>;
  graceDays: Generated<number>;
  id: string;
  idleMinutes: Generated<number>;
  locale: Generated<string>;
  name: string;
  orgId: string;
  slug: string;
  timeZone: Generated<string>;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
}

export interface Outcome {
  archivedAt: Timestamp | null;
  createdAt: Generated<Timestamp>;
  description: Generated<string>;
  horizon: number;
  howQuestion: Generated<string>;
  id: string;
  orgId: Generated<string>;
  ownerId: string | null;
  pillarId: string;
  position: Generated<number>;
  state: Generated<string>;
  title: string;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
  whatKpiId: string | null;
  whatTarget: Generated<string>;
}

export interface Persona {
  archivedAt: Timestamp | null;
  challenges: Generated<string>;
  createdAt: Generated<Timestamp>;
  expectations: Generated<string>;
  goals: Generated<string>;
  id: string;
  name: string;
  needs: Generated<string>;
  orgId: Generated<string>;
  ownerId: string | null;
  pictureId: string | null;
  quote: Generated<string>;
  reviewBy: string | null;
  reviewedOn: string | null;
  segmentId: string | null;
  summary: Generated<string>;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
}

export interface PersonaExperience {
  archivedAt: Timestamp | null;
  createdAt: Generated<Timestamp>;
  createdBy: string | null;
  id: string;
  kind: string;
  orgId: Generated<string>;
  personaId: string;
  sentence: string;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
}

export interface PersonaExperienceObservation {
  observationId: string;
  orgId: Generated<string>;
  personaExperienceId: string;
}

export interface PersonaExperienceResponse {
  answeredOn: string;
  orgId: Generated<string>;
  personaExperienceId: string;
  responseId: string;
}

export interface PersonaExperienceTheme {
  orgId: Generated<string>;
  personaExperienceId: string;
  themeId: string;
}

export interface Picture {
  bytes: Buffer;
  contentType: string;
  createdAt: Generated<Timestamp>;
  id: string;
  orgId: Generated<string>;
}

export interface Pillar {
  archivedAt: Timestamp | null;
  createdAt: Generated<Timestamp>;
  description: Generated<string>;
  id: string;
  name: string;
  orgId: Generated<string>;
  position: Generated<number>;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
}

export interface PlanStanding {
  actionPlanId: string;
  derived: Generated<string>;
  derivedSentence: Generated<string>;
  disagrees: Generated<boolean>;
  doneCount: Generated<number>;
  itemCount: Generated<number>;
  judgedOn: string;
  lastUpdateId: string | null;
  lastUpdateOn: string | null;
  nextUpdateDueOn: string | null;
  orgId: Generated<string>;
  overdueCount: Generated<number>;
  progress: Numeric | null;
  stated: string | null;
}

export interface PlanUpdate {
  acknowledgedAt: Timestamp | null;
  acknowledgedBy: string | null;
  actionPlanId: string;
  authorId: string;
  createdAt: Generated<Timestamp>;
  helpWanted: Generated<string>;
  id: string;
  kpiValueId: string | null;
  madeOn: string;
  nextStep: Generated<string>;
  orgId: Generated<string>;
  sentence: string;
  statedStatus: string;
  version: Generated<number>;
}

export interface ProofCheck {
  askedAt: Generated<Timestamp>;
  askedBy: string | null;
  checkpoints: number | null;
  events: Int8 | null;
  finishedAt: Timestamp | null;
  head: Buffer | null;
  id: string;
  orgId: Generated<string>;
  problems: Generated<Json>;
  tookMs: number | null;
}

export interface Question {
  archivedAt: Timestamp | null;
  createdAt: Generated<Timestamp>;
  id: string;
  kind: string;
  label: string;
  listeningPostId: string;
  measures: string | null;
  notUsed: Generated<string>;
  number: number;
  orgId: Generated<string>;
  scaleHigh: Numeric | null;
  scaleLow: Numeric | null;
  scoreKind: string | null;
  sourceKey: Generated<string>;
  topFrom: Numeric | null;
  touchpointId: string | null;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
  wording: Generated<string>;
}

export interface Reconstruction {
  archivedAt: Timestamp | null;
  columns: Generated<Json>;
  createdAt: Generated<Timestamp>;
  createdBy: string | null;
  id: string;
  journeyId: string;
  mapping: Generated<Json>;
  note: Generated<string>;
  orgId: Generated<string>;
  pseudonym: string;
  state: Generated<string>;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
}

export interface ReconstructionEvent {
  cells: Json;
  channel: Generated<string>;
  happenedAt: Timestamp | null;
  hasTime: Generated<boolean>;
  id: string;
  journeyStepId: string | null;
  line: number;
  namedStep: Generated<string>;
  orgId: Generated<string>;
  placedBy: Generated<string>;
  problem: Generated<string>;
  reconstructionId: string;
  version: Generated<number>;
  what: Generated<string>;
}

export interface ReconstructionGap {
  gapId: string;
  mismatch: string;
  orgId: Generated<string>;
  reconstructionId: string;
}

export interface ReplyTask {
  answeredOn: string | null;
  createdAt: Generated<Timestamp>;
  customerCaseId: string | null;
  doneBy: string | null;
  doneOn: string | null;
  doneReason: Generated<string>;
  draft: string;
  dueOn: string;
  id: string;
  initiativeId: string;
  orgId: Generated<string>;
  ownerId: string | null;
  reach: Generated<number>;
  responseId: string | null;
  state: Generated<string>;
  themeId: string | null;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
}

export interface Response {
  answeredAt: Timestamp;
  answeredOn: string;
  choices: Generated<Json>;
  dataImportId: string | null;
  externalId: string;
  id: string;
  language: Generated<string>;
  listeningPostId: string;
  masked: Generated<number>;
  orgId: Generated<string>;
  personaId: string | null;
  receivedAt: Generated<Timestamp>;
  scores: Generated<Json>;
  segmentId: string | null;
  texts: Generated<Json>;
  touchpointId: string | null;
  unitId: string | null;
  withdrawnAt: Timestamp | null;
  words: Generated<string | null>;
}

export interface ResponseContact {
  answeredOn: string;
  orgId: Generated<string>;
  responseId: string;
  sealed: Buffer;
}

export interface ResponseDay {
  day: string;
  listeningPostId: string;
  n: number;
  orgId: Generated<string>;
}

export interface ResponseKey {
  answeredOn: string;
  externalId: string;
  listeningPostId: string;
  liveSince: Timestamp | null;
  notedAt: Timestamp | null;
  orgId: Generated<string>;
  responseId: string;
  sourceAt: Timestamp | null;
}

export interface ResponseTheme {
  answeredOn: string;
  orgId: Generated<string>;
  responseId: string;
  taggedAt: Generated<Timestamp>;
  taggedBy: string | null;
  taggingId: string | null;
  themeId: string;
}

export interface SavedView {
  createdAt: Generated<Timestamp>;
  id: string;
  memberId: string;
  name: string;
  orgId: Generated<string>;
  query: string;
  room: string;
}

export interface ScoreDay {
  day: string;
  detractors: number;
  facet: string;
  facetKey: string;
  n: number;
  orgId: Generated<string>;
  promoters: number;
  questionId: string;
  squares: Numeric;
  top: number;
  total: Numeric;
}

export interface ScoreRecount {
  askedAt: Generated<Timestamp>;
  orgId: Generated<string>;
  questionId: string;
}

export interface SearchEntry {
  archived: Generated<boolean>;
  body: Generated<string>;
  id: string;
  kind: string;
  orgId: Generated<string>;
  parentId: string | null;
  plainTitle: Generated<string | null>;
  title: string;
  words: Generated<string | null>;
}

export interface Segment {
  archivedAt: Timestamp | null;
  createdAt: Generated<Timestamp>;
  currentValue: Generated<number>;
  description: Generated<string>;
  id: string;
  name: string;
  orgId: Generated<string>;
  potentialValue: Generated<number>;
  share: Numeric | null;
  updatedAt: Generated<Timestamp>;
  valueNote: Generated<string>;
  version: Generated<number>;
}

export interface Story {
  answeredOn: string | null;
  archivedAt: Timestamp | null;
  consentEndsOn: string | null;
  consentGivenOn: string | null;
  consentHow: Generated<string>;
  consentOutside: Generated<boolean>;
  consentWithdrawnOn: string | null;
  createdAt: Generated<Timestamp>;
  createdBy: string | null;
  id: string;
  initiativeId: string | null;
  journeyStepId: string | null;
  orgId: Generated<string>;
  outcome: Generated<string>;
  ownerId: string | null;
  personaId: string | null;
  publishedBy: string | null;
  publishedOn: string | null;
  responseId: string | null;
  state: Generated<string>;
  title: string;
  touchpointId: string | null;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
}

export interface StoryWords {
  erasedAt: Timestamp | null;
  madeAt: Generated<Timestamp>;
  masked: Generated<number>;
  orgId: Generated<string>;
  pseudonym: string;
  quote: string;
  storyId: string;
}

export interface Tagging {
  createdAt: Generated<Timestamp>;
  filters: Generated<Json>;
  finishedAt: Timestamp | null;
  fromThemeId: string | null;
  id: string;
  kind: string;
  nextAt: Timestamp | null;
  nextId: string | null;
  orgId: Generated<string>;
  startedBy: string;
  state: Generated<string>;
  tagged: Generated<number>;
  themeId: string;
  words: Generated<string>;
}

export interface Theme {
  archivedAt: Timestamp | null;
  createdAt: Generated<Timestamp>;
  createdBy: string | null;
  decidedBy: string | null;
  decidedOn: string | null;
  decision: Generated<string>;
  decisionReason: Generated<string>;
  description: Generated<string>;
  id: string;
  name: string;
  orgId: Generated<string>;
  ownerId: string | null;
  reviewOn: string | null;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
  words: Generated<string>;
}

export interface ThemeDay {
  day: string;
  listeningPostId: string;
  n: number;
  orgId: Generated<string>;
  themeId: string;
}

export interface ThemeRejection {
  answeredOn: string;
  orgId: Generated<string>;
  rejectedAt: Generated<Timestamp>;
  rejectedBy: string | null;
  responseId: string;
  themeId: string;
}

export interface Touchpoint {
  archivedAt: Timestamp | null;
  channel: Generated<string>;
  createdAt: Generated<Timestamp>;
  description: Generated<string>;
  id: string;
  name: string;
  orgId: Generated<string>;
  ownerId: string | null;
  unitId: string | null;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
}

export interface Unit {
  archivedAt: Timestamp | null;
  createdAt: Generated<Timestamp>;
  id: string;
  name: string;
  orgId: Generated<string>;
  parentId: string | null;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
}

export interface VerbatimRestriction {
  createdAt: Generated<Timestamp>;
  endsOn: string;
  id: string;
  liftedAt: Timestamp | null;
  liftedBy: string | null;
  listeningPostId: string;
  orgId: Generated<string>;
  reason: string;
  setBy: string | null;
  version: Generated<number>;
}

export interface Vision {
  archivedAt: Timestamp | null;
  brandPromise: Generated<string>;
  createdAt: Generated<Timestamp>;
  createdBy: string | null;
  effectiveOn: string | null;
  id: string;
  number: number;
  orgId: Generated<string>;
  proposedAt: Timestamp | null;
  proposedBy: string | null;
  ratifiedAt: Timestamp | null;
  ratifiedBy: string | null;
  reason: Generated<string>;
  state: Generated<string>;
  statement: string;
  supersededAt: Timestamp | null;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
}

export interface Visit {
  archivedAt: Timestamp | null;
  createdAt: Generated<Timestamp>;
  createdBy: string | null;
  doneOn: string | null;
  dueOn: string;
  id: string;
  journeyStepId: string | null;
  note: Generated<string>;
  orgId: Generated<string>;
  place: Generated<string>;
  purpose: string;
  touchpointId: string | null;
  updatedAt: Generated<Timestamp>;
  version: Generated<number>;
  visitorId: string;
}

export interface VisitObservation {
  observationId: string;
  orgId: Generated<string>;
  visitId: string;
}

export interface DB {
  actionItem: ActionItem;
  actionPlan: ActionPlan;
  businessHours: BusinessHours;
  caseEntry: CaseEntry;
  caseRule: CaseRule;
  checkpointDelivery: CheckpointDelivery;
  checkpointWebhook: CheckpointWebhook;
  coreValue: CoreValue;
  customerCase: CustomerCase;
  customerCount: CustomerCount;
  customerGroup: CustomerGroup;
  dataImport: DataImport;
  dataImportRow: DataImportRow;
  digestSent: DigestSent;
  dismissedSuggestion: DismissedSuggestion;
  executiveVisit: ExecutiveVisit;
  formKey: FormKey;
  gap: Gap;
  gapObservation: GapObservation;
  gapResponse: GapResponse;
  gapTheme: GapTheme;
  "history.actionItem": HistoryActionItem;
  "history.actionPlan": HistoryActionPlan;
  "history.businessHours": HistoryBusinessHours;
  "history.caseRule": HistoryCaseRule;
  "history.chain": HistoryChain;
  "history.checkpoint": HistoryCheckpoint;
  "history.coreValue": HistoryCoreValue;
  "history.customerCase": HistoryCustomerCase;
  "history.customerCount": HistoryCustomerCount;
  "history.customerGroup": HistoryCustomerGroup;
  "history.event": HistoryEvent;
  "history.eventSubject": HistoryEventSubject;
  "history.gap": HistoryGap;
  "history.gapObservation": HistoryGapObservation;
  "history.gapResponse": HistoryGapResponse;
  "history.gapTheme": HistoryGapTheme;
  "history.holiday": HistoryHoliday;
  "history.howRating": HistoryHowRating;
  "history.initiative": HistoryInitiative;
  "history.initiativeCoreValue": HistoryInitiativeCoreValue;
  "history.initiativeGap": HistoryInitiativeGap;
  "history.initiativeKpi": HistoryInitiativeKpi;
  "history.initiativeOutcome": HistoryInitiativeOutcome;
  "history.initiativePersona": HistoryInitiativePersona;
  "history.intakeSource": HistoryIntakeSource;
  "history.journey": HistoryJourney;
  "history.journeyMap": HistoryJourneyMap;
  "history.journeyPhase": HistoryJourneyPhase;
  "history.journeyStep": HistoryJourneyStep;
  "history.journeyStepKpi": HistoryJourneyStepKpi;
  "history.kpi": HistoryKpi;
  "history.kpiFeedback": HistoryKpiFeedback;
  "history.kpiTarget": HistoryKpiTarget;
  "history.kpiValue": HistoryKpiValue;
  "history.listeningPost": HistoryListeningPost;
  "history.listeningPostStep": HistoryListeningPostStep;
  "history.member": HistoryMember;
  "history.milestone": HistoryMilestone;
  "history.observation": HistoryObservation;
  "history.observationTheme": HistoryObservationTheme;
  "history.organisation": HistoryOrganisation;
  "history.outcome": HistoryOutcome;
  "history.persona": HistoryPersona;
  "history.personaExperience": HistoryPersonaExperience;
  "history.personaExperienceObservation": HistoryPersonaExperienceObservation;
  "history.personaExperienceResponse": HistoryPersonaExperienceResponse;
  "history.personaExperienceTheme": HistoryPersonaExperienceTheme;
  "history.pillar": HistoryPillar;
  "history.planUpdate": HistoryPlanUpdate;
  "history.question": HistoryQuestion;
  "history.reconstruction": HistoryReconstruction;
  "history.reconstructionEvent": HistoryReconstructionEvent;
  "history.reconstructionGap": HistoryReconstructionGap;
  "history.replyTask": HistoryReplyTask;
  "history.responseTheme": HistoryResponseTheme;
  "history.segment": HistorySegment;
  "history.story": HistoryStory;
  "history.theme": HistoryTheme;
  "history.themeRejection": HistoryThemeRejection;
  "history.touchpoint": HistoryTouchpoint;
  "history.unit": HistoryUnit;
  "history.verbatimRestriction": HistoryVerbatimRestriction;
  "history.vision": HistoryVision;
  "history.visit": HistoryVisit;
  "history.visitObservation": HistoryVisitObservation;
  holiday: Holiday;
  howRating: HowRating;
  importPart: ImportPart;
  importProblem: ImportProblem;
  initiative: Initiative;
  initiativeCoreValue: InitiativeCoreValue;
  initiativeGap: InitiativeGap;
  initiativeKpi: InitiativeKpi;
  initiativeOutcome: InitiativeOutcome;
  initiativePersona: InitiativePersona;
  initiativeStanding: InitiativeStanding;
  intakeField: IntakeField;
  intakePace: IntakePace;
  intakeRefusal: IntakeRefusal;
  intakeRequest: IntakeRequest;
  intakeSecret: IntakeSecret;
  intakeSource: IntakeSource;
  intakeUse: IntakeUse;
  journey: Journey;
  journeyMap: JourneyMap;
  journeyPhase: JourneyPhase;
  journeyStep: JourneyStep;
  journeyStepKpi: JourneyStepKpi;
  kpi: Kpi;
  kpiFeedback: KpiFeedback;
  kpiStanding: KpiStanding;
  kpiTarget: KpiTarget;
  kpiValue: KpiValue;
  listeningPost: ListeningPost;
  listeningPostStep: ListeningPostStep;
  mail: Mail;
  member: Member;
  migration: Migration;
  milestone: Milestone;
  observation: Observation;
  observationTheme: ObservationTheme;
  organisation: Organisation;
  outcome: Outcome;
  persona: Persona;
  personaExperience: PersonaExperience;
  personaExperienceObservation: PersonaExperienceObservation;
  personaExperienceResponse: PersonaExperienceResponse;
  personaExperienceTheme: PersonaExperienceTheme;
  picture: Picture;
  pillar: Pillar;
  planStanding: PlanStanding;
  planUpdate: PlanUpdate;
  proofCheck: ProofCheck;
  question: Question;
  reconstruction: Reconstruction;
  reconstructionEvent: ReconstructionEvent;
  reconstructionGap: ReconstructionGap;
  replyTask: ReplyTask;
  response: Response;
  responseContact: ResponseContact;
  responseDay: ResponseDay;
  responseKey: ResponseKey;
  responseTheme: ResponseTheme;
  savedView: SavedView;
  scoreDay: ScoreDay;
  scoreRecount: ScoreRecount;
  searchEntry: SearchEntry;
  segment: Segment;
  story: Story;
  storyWords: StoryWords;
  tagging: Tagging;
  theme: Theme;
  themeDay: ThemeDay;
  themeRejection: ThemeRejection;
  touchpoint: Touchpoint;
  unit: Unit;
  verbatimRestriction: VerbatimRestriction;
  vision: Vision;
  visit: Visit;
  visitObservation: VisitObservation;
}
