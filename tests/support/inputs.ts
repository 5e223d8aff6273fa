// Clean input of commands, as their forms would give it, with what a test does not care about left empty.
import type { z } from 'zod'
import type { newInitiativeForm } from '#app/initiatives/initiative.ts'

type InitiativeInput = z.output<typeof newInitiativeForm>

export const initiativeInput = (given: Partial<InitiativeInput> = {}): InitiativeInput => ({
  name: 'An initiative',
  purpose: null,
  ownerId: null,
  sponsorId: null,
  unitId: null,
  startsOn: null,
  endsOn: null,
  budget: null,
  effortDays: null,
  aboutPeople: false,
  aboutProcess: false,
  aboutTechnology: false,
  coreValueIds: [],
  outcomeIds: [],
  personaIds: [],
  gapIds: [],
  adHocReason: null,
  ...given,
})
