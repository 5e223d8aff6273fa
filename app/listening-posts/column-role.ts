// What a column of a file is taken for, with the sample that tells: the guess a person then corrects. Pure.
import { type Scale, guessScale, isBlankWord, readFigure, wordScaleOf, wordsKey } from './answers.ts'
import type { FileColumn, Family } from './file-layout.ts'
import { readMoment } from './moments.ts'

export const scoreRoles = ['nps', 'csat', 'ces', 'mean'] as const
export const roles = [
  'leave out',
  ...scoreRoles,
  'comment',
  'choice',
  'answered at',
  'response id',
  'name',
  'email',
  'phone',
  'touchpoint',
  'segment',
  'persona',
  'unit',
  'language',
  'status',
  'finished',
] as const
export type Role = (typeof roles)[number]
export type ScoreRole = (typeof scoreRoles)[number]

export const roleNames: Record<Role, string> = {
  'leave out': 'leave out',
  nps: 'score: recommendation (NPS)',
  csat: 'score: satisfaction (CSAT)',
  ces: 'score: effort (CES)',
  mean: 'score: mean',
  comment: 'comment',
  choice: 'choice',
  'answered at': 'when it was answered',
  'response id': 'response id',
  name: "person's name (masked in comments)",
  email: "person's e-mail",
  phone: "person's phone",
  touchpoint: 'touchpoint',
  segment: 'segment',
  persona: 'persona',
  unit: 'unit',
  language: 'language',
  status: 'kind of response (previews are left out)',
  finished: 'finished or not',
}

/** Roles that say who answered. */
export const isPersonRole = (role: Role) => role === 'name' || role === 'email' || role === 'phone'

/** Roles of which a file has one column at most. */
export const singleRoles: readonly Role[] = [
  'answered at',
  'response id',
  'touchpoint',
  'segment',
  'persona',
  'unit',
  'language',
  'status',
  'finished',
]

export const isScoreRole = (role: string): role is ScoreRole => (scoreRoles as readonly string[]).includes(role)
export const isQuestionRole = (role: string) => isScoreRole(role) || role === 'comment' || role === 'choice'

export interface ColumnMapping {
  key: string
  role: Role
  /** Of a question: what it is called from now on. */
  label: string
  scale: Scale | null
  /** The words of its scale, where it is answered in words: `wordsKey`. */
  words: string
  /** Codes that are no answer, comma-separated. */
  codes: string
}

export interface ColumnSample {
  column: FileColumn
  /** Cells of the first answers, trimmed; blanks too. */
  values: readonly string[]
}

const says = (pattern: RegExp) => (text: string) => pattern.test(text)
const saysNps = says(/\bnps\b|recommend|net ?promoter|weiterempf|recommand|recomend|raccomand|aanbevel/i)
const saysEffort = says(
  /\beffort\b|how (easy|difficult)|\bease\b|easy (was|is|did|to)|made it easy|aufwand|facile|fácil|\bces\b/i,
)
const saysSatisfied = says(/satisf|zufrieden|soddisf|tevreden|\bcsat\b|happy with/i)
const saysRating = says(
  /\brat(e|ed|ing)|\bscore\b|\bstars?\b|bewert|note\b|évalu|overall|quality|how (likely|good|well|would you)|agree|importan|intention|bewertung|puntu|valora/i,
)
const saysComment = says(
  /comment|kommentar|comentario|commentaire|verbatim|explain|explication|expli|why\b|warum|pourquoi|por qué|reason|feedback|suggest|improve|describe|tell us|in your own words|open[- ]ended|free ?text|please specify|other thoughts|anything else|additional/i,
)
const saysId = says(
  /^(response ?id|respondent ?id|respondentid|responseid|resp ?num|\*?respnum|response identifier|record ?id|submission ?id|token|uuid|guid|id|#|no\.?|case ?id|survey ?response ?id|ticket ?id)$/i,
)
const saysPerson = {
  name: says(
    /^(full ?name|first ?name|last ?name|name|surname|given ?name|family ?name|customer ?name|recipient(first|last)name|contact ?name|your name|vorname|nachname|nom|prénom|nombre|apellidos?)$|recipient (first|last) name/i,
  ),
  email: says(/e-?mail|courriel|correo|username/i),
  phone: says(/\bphone|telephone|mobile (no|number|phone)|téléphone|telefon|teléfono|cell ?phone number/i),
}
const saysLanguage = says(/^(user ?language|language|lang|sprache|langue|idioma|locale|benutzersprache)$/i)
const saysTouchpoint = says(
  /^(touch ?point|store|location|branch|channel|terminal|gate area|shop|outlet|point of contact|boutique|magasin|filiale)$/i,
)
const saysSegment = says(/^(segment|customer ?(segment|type|group)|tier|loyalty ?(tier|status)|plan)$/i)
const saysUnit = says(/^(unit|department|team|region|business ?unit|division|abteilung)$/i)
const saysMoment = says(
  /(date|time ?stamp|timestamp|submitted|recorded|completed|created|answered|zeit|datum|fecha|data|horodat|\bwhen\b|\bat$)/i,
)
const neverScore = says(
  /\b(zip|postal|post ?code|age|year|duration|seconds|minutes|latitude|longitude|progress|count|number of|how many|how often|amount|price|spend|income|ip ?address|weight|phone|click|gate|flight|airline|strata|run|peak|method|dest|home|wave)\b|(?:^|[\d_ ])age$|^(t|lat|lon|n|num)$|^\*?(ccgid|respnum)$/i,
)
const neverKept = says(
  /ip ?address|latitude|longitude|user ?agent|browser|device|operating system|resolution|cookie|referr?er|\burl\b|permalink|network ?id|custom data|collector|formbricks id|survey ?id|user ?id|quota|signature|distribution ?channel|external (data )?reference|session/i,
)

const saysConsent = says(
  /\bconsent\b|\bI, the participant\b|einwillig|consentement|consentimiento|\bterms and conditions\b|privacy (policy|notice)/i,
)

/** Columns that a tool always writes, by their heading or id in small letters and digits. */
const known: Partial<Record<Family, Record<string, Role>>> = {
  qualtrics: {
    recorddate: 'answered at',
    recordeddate: 'answered at',
    status: 'status',
    responsetype: 'status',
    finished: 'finished',
    recordid: 'response id',
    responseid: 'response id',
    recipientlastname: 'name',
    recipientfirstname: 'name',
    name: 'name',
    recipientemail: 'email',
    emailaddress: 'email',
    userlanguage: 'language',
    qlanguage: 'language',
    startdate: 'leave out',
    ipaddress: 'leave out',
    progress: 'leave out',
    duration: 'leave out',
    durationinseconds: 'leave out',
    externaldatareference: 'leave out',
    externalreference: 'leave out',
    locationlatitude: 'leave out',
    locationlongitude: 'leave out',
    locationaccuracy: 'leave out',
    distributionchannel: 'leave out',
    responseset: 'leave out',
    consent: 'leave out',
  },
  surveymonkey: {
    respondentid: 'response id',
    enddate: 'answered at',
    datemodified: 'leave out',
    startdate: 'leave out',
    datecreated: 'leave out',
    firstname: 'name',
    lastname: 'name',
    emailaddress: 'email',
    collectorid: 'leave out',
    ipaddress: 'leave out',
    customdata1: 'leave out',
  },
  typeform: {
    '#': 'response id',
    submitdateutc: 'answered at',
    stagedateutc: 'leave out',
    startdateutc: 'leave out',
    networkid: 'leave out',
    tags: 'leave out',
    responsetype: 'finished',
  },
  'google forms': { timestamp: 'answered at', emailaddress: 'email', username: 'email' },
  alchemer: {
    responseid: 'response id',
    datesubmitted: 'answered at',
    timestarted: 'leave out',
    status: 'finished',
    language: 'language',
    contactid: 'leave out',
    legacycomments: 'leave out',
    comments: 'leave out',
    referer: 'leave out',
    sessionid: 'leave out',
    useragent: 'leave out',
    extendedreferer: 'leave out',
    ipaddress: 'leave out',
    longitude: 'leave out',
    latitude: 'leave out',
    country: 'leave out',
    city: 'leave out',
    stateregion: 'leave out',
    postal: 'leave out',
    tags: 'leave out',
  },
  formbricks: {
    no: 'leave out',
    responseid: 'response id',
    timestamp: 'answered at',
    finished: 'finished',
    quotas: 'leave out',
    surveyid: 'leave out',
    formbricksidinternal: 'leave out',
    userid: 'leave out',
    tags: 'leave out',
    language: 'language',
    personemail: 'email',
    personname: 'name',
  },
  delighted: {
    id: 'response id',
    responseid: 'response id',
    score: 'nps',
    comment: 'comment',
    createdat: 'answered at',
    surveyrespondedat: 'answered at',
    updatedat: 'leave out',
    personemail: 'email',
    personname: 'name',
    personphonenumber: 'phone',
    person: 'leave out',
    permalink: 'leave out',
    tags: 'leave out',
    surveytype: 'leave out',
    notes: 'leave out',
    personid: 'leave out',
    personcreatedat: 'leave out',
    persondeleted: 'leave out',
  },
}

const bare = (text: string) =>
  text
    .toLowerCase()
    .replace(/ \(\d+\)$/, '')
    .replace(/[^\p{L}\d#]+/gu, '')
const filledOf = (values: readonly string[]) => values.filter((value) => value !== '' && !isBlankWord(value))

/** A guess for every column of a file. */
export function guessColumns(family: Family, samples: readonly ColumnSample[]): ColumnMapping[] {
  const asked = family === 'delighted' ? delightedType(samples) : ''
  const guessed = samples.map((sample) => guessColumn(family, sample, asked))
  shareBlankWords(guessed)
  asBatteries(samples, guessed)
  const chosen = onlyOnce(samples, guessed)
  if (!chosen.some(({ role }) => role === 'answered at')) {
    const at = samples.findIndex(({ column, values }) => /end ?date|date/i.test(column.name) && mostlyMoments(values))
    if (at >= 0) chosen[at] = { ...chosen[at]!, role: 'answered at' }
  }
  return chosen
}

/** A file that writes NA somewhere writes it everywhere. */
function shareBlankWords(guessed: ColumnMapping[]) {
  const all = [...new Set(guessed.flatMap(({ codes }) => (codes ? codes.split(', ') : [])))].slice(0, 6)
  for (const mapping of guessed) if (isQuestionRole(mapping.role)) mapping.codes = all.join(', ')
}

/** Delighted asks one question, and says in a column of its own which. */
function delightedType(samples: readonly ColumnSample[]): string {
  const of = (name: string) => filledOf(samples.find(({ column }) => bare(column.key) === name)?.values ?? [])
  const [type, another] = [...new Set(of('surveytype'))]
  if (type && !another) return type
  return of('score').some((value) => Number(value) > 7) ? 'nps' : ''
}

function guessColumn(family: Family, { column, values }: ColumnSample, asked: string): ColumnMapping {
  const mapping = (role: Role, more: Partial<ColumnMapping> = {}): ColumnMapping => ({
    key: column.key,
    role,
    label: column.label,
    scale: null,
    words: '',
    codes: isQuestionRole(role) ? codesIn(values).join(', ') : '',
    ...more,
  })
  const given = known[family]?.[bare(column.key)] ?? known[family]?.[bare(column.name)]
  if (family === 'delighted' && given === 'nps')
    return scoreOr(values, `${column.label} ${asked}`, mapping) ?? mapping('nps', { scale: { low: 0, high: 10 } })
  const filled = filledOf(values)
  const heading = column.name
  const text = `${column.name} ${column.label}`
  // A tool's own column is known by its heading, which a question may have too: then it says something.
  if (given && !(given === 'leave out' && filled.length && saysComment(text))) return mapping(given)
  if (family === 'qualtrics' && isQualtricsNoise(column.key)) return mapping('leave out')
  if (!filled.length) return mapping(saysComment(text) ? 'comment' : 'leave out')
  if (share(filled, isEmail) > 0.5) return mapping('email')
  if (family === 'qualtrics' && /_TEXT$/.test(column.key))
    return mapping(share(filled, isFigure) < 0.8 ? 'comment' : 'leave out')
  if (saysLanguage(heading)) return mapping('language')
  const twice = filled.length - new Set(filled).size // one of a few may stand there twice
  if (saysId(heading) && !column.part && twice <= Math.max(1, filled.length * (/respon/i.test(heading) ? 0.5 : 0.1)))
    return mapping('response id')
  if (saysPerson.name(heading)) return mapping('name')
  if (saysPerson.email(heading) && share(filled, isEmail) > 0.2) return mapping('email')
  if (saysPerson.phone(heading) && share(filled, isPhone) > 0.3) return mapping('phone')
  if (neverKept(heading) || saysConsent(text)) return mapping('leave out')
  if (saysMoment(text) && mostlyMoments(filled)) return mapping('answered at')
  if (mostlyMoments(filled) && share(filled, isFigure) < 0.5) return mapping('answered at')
  const score = scoreOr(values, text, mapping)
  if (score) return score
  if (column.openEnded && share(filled, isFigure) < 0.8) return mapping('comment')
  if (saysTouchpoint(heading)) return mapping('touchpoint')
  if (saysSegment(heading)) return mapping('segment')
  if (saysUnit(heading)) return mapping('unit')
  if (share(filled, isFigure) > 0.8) return mapping('leave out')
  const distinct = new Set(filled).size
  const long = filled.reduce((sum, value) => sum + value.length, 0) / filled.length
  if (distinct > Math.max(12, filled.length * 0.5) && (long > 18 || saysComment(text))) return mapping('comment')
  if (saysComment(text) && (distinct > 12 || distinct > filled.length * 0.3) && !column.part) return mapping('comment')
  if (long > 60 && distinct > 3) return mapping('comment')
  if (distinct === filled.length && !column.part && share(filled, isSentence) >= 0.5) return mapping('comment')
  if (distinct <= 30) return mapping('choice')
  return mapping(long > 25 && distinct > 30 ? 'comment' : 'leave out')
}

const isEmail = (value: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)
const isPhone = (value: string) => /^[+(\d][\d ()./-]{6,24}$/.test(value)
const isSentence = (value: string) => value.split(/\s+/).length > 2
const isFigure = (value: string) => readFigure(value) !== null
const share = (values: readonly string[], is: (value: string) => boolean) =>
  values.filter(is).length / Math.max(1, values.length)
const mostlyMoments = (values: readonly string[]) => {
  const filled = filledOf(values)
  return (
    filled.length > 0 &&
    share(filled.slice(0, 200), (value) =>
      !/^\d+(\.\d+)?$/.test(value)
        ? readMoment(value, 'day first') !== null || readMoment(value, 'month first') !== null
        : /^1\d{9}$/.test(value),
    ) > 0.8
  )
}

const isQualtricsNoise = (key: string) =>
  /_(FIRST_CLICK|LAST_CLICK|PAGE_SUBMIT|CLICK_COUNT|BROWSER|VERSION|OS|RESOLUTION|NPS_GROUP|DO|RANK|GROUP)(_|$)|Topics|Sentiment|PolarityScore|^Q_(?!Language)/i.test(
    key,
  )

function codesIn(values: readonly string[]): string[] {
  return [...new Set(values.filter((value) => value !== '' && isBlankWord(value)))].slice(0, 6)
}

type Make = (role: Role, more?: Partial<ColumnMapping>) => ColumnMapping

/** A score where the heading says so and the cells are figures of a usual scale, or words of one. */
function scoreOr(values: readonly string[], text: string, make: Make): ColumnMapping | null {
  const filled = filledOf(values)
  const words = wordScaleOf(filled)
  if (words) {
    const role = saysEffort(text) ? 'ces' : saysSatisfied(text) ? 'csat' : 'mean'
    return make(role, { scale: { low: 1, high: words.size }, words: wordsKey(words) })
  }
  const figures = filled.flatMap((value) => readFigure(value) ?? [])
  // Where the heading says what is asked, what is no figure is an error to look at.
  const enough = saysNps(text) || saysSatisfied(text) || saysEffort(text) ? 0.6 : 0.9
  if (
    figures.length < filled.length * enough ||
    (neverScore(text) && !saysNps(text)) ||
    figures.some((figure) => Math.abs(figure) > 1000)
  )
    return null
  // What is no figure of 0 to 10 is then an error to look at.
  const recommends = saysNps(text) && share(filled, (value) => (readFigure(value) ?? 99) <= 10) >= 0.6
  const scale = recommends ? { low: 0, high: 10 } : guessScale(figures)
  if (!scale) return null
  if (saysNps(text) && scale.high <= 10 && !/intention|would you buy/i.test(text))
    return make('nps', { scale: { low: 0, high: 10 } })
  if (saysEffort(text) && scale.high <= 10) return make('ces', { scale })
  if (saysSatisfied(text)) return make(scale.high <= 7 ? 'csat' : 'mean', { scale })
  if (saysRating(text)) return make('mean', { scale })
  // `9 - very good` says by itself that it is a rating.
  return filled.some((value) => /^\d+\s*[-–:]\s*\p{L}/u.test(value)) ? make('mean', { scale }) : null
}

/**
 * Questions that stand in rows of one kind (Q7A, Q7B …) answered by the same few figures are ratings, even where no heading says so.
 * A top code that one of them has far more often than another is "not used", and 0 below a scale from 1 is blank.
 */
function asBatteries(samples: readonly ColumnSample[], guessed: ColumnMapping[]) {
  const groups = new Map<string, number[]>()
  samples.forEach(({ column, values }, at) => {
    const stem = /^(\*?[A-Za-z]+\d+)[A-Z_. -]?/i.exec(column.name)?.[1]
    if (!stem || !['leave out', 'mean'].includes(guessed[at]!.role) || column.part) return
    const filled = filledOf(values)
    if (filled.length < 20 || !filled.every((value) => /^[0-7]$/.test(value)) || !filled.some((value) => value >= '3'))
      return
    groups.set(stem, [...(groups.get(stem) ?? []), at])
  })
  for (const members of groups.values()) {
    const battery = members.filter((at) => new Set(filledOf(samples[at]!.values)).size >= 4)
    if (battery.length < 3) continue
    const all = battery.map((at) => filledOf(samples[at]!.values))
    const highest = all.flat().reduce((most, value) => (value > most ? value : most), '0')
    if (highest < '5') continue
    const shares = all.map((values) => share(values, (value) => value === highest))
    const notUsed = Number(highest) > 5 && Math.max(...shares) - Math.min(...shares) > 0.2
    const blank = all.some((values) => values.includes('0'))
    for (const at of battery) {
      const codes = [...codesIn(samples[at]!.values), ...(blank ? ['0'] : []), ...(notUsed ? [highest] : [])]
      const high = Number(highest) - (notUsed ? 1 : 0)
      guessed[at] = { ...guessed[at]!, role: 'mean', scale: { low: 1, high }, codes: codes.join(', ') }
    }
  }
}

/** Where several columns could be what only one can be, the best stays. */
function onlyOnce(samples: readonly ColumnSample[], guessed: ColumnMapping[]): ColumnMapping[] {
  const best = new Map<Role, number>()
  guessed.forEach(({ role }, at) => {
    if (!singleRoles.includes(role)) return
    const before = best.get(role)
    if (before === undefined || rank(samples[at]!, role) > rank(samples[before]!, role)) best.set(role, at)
  })
  return guessed.map((mapping, at) =>
    singleRoles.includes(mapping.role) && best.get(mapping.role) !== at ? { ...mapping, role: 'leave out' } : mapping,
  )
}

function rank({ column }: ColumnSample, role: Role): number {
  if (role === 'answered at') {
    if (/record/i.test(column.name)) return 4
    if (/submit|complete|respond|end|finish|answered/i.test(column.name)) return 3
    return /timestamp|date|created/i.test(column.name) ? 2 : /start|updated|modified/i.test(column.name) ? 0 : 1
  }
  if (role === 'response id')
    return /respon|resp ?num|submission|record|token/i.test(column.name) ? 2 : /^(id|#)$/i.test(column.name) ? 1 : 0
  return 0
}
