/** The vocabulary of form fields: each takes the text a form sends and gives a clean value, or a sentence that says what to do. */
import * as z from 'zod/mini'
import { readNumber } from '#app/ui/number.ts'

/** What an action answers when a form's body is not good, so that the form can show it with everything typed kept. */
export interface FormAnswer {
  form: string
  ok: false
  status: number
  message: string
  errors: Record<string, string>
  values: Record<string, string | string[]>
  conflict?: { version: number; now: Record<string, string | string[]>; by?: string; at?: string }
}

type Shape = z.core.$ZodLooseShape

/** A whole form: unknown fields are refused. */
export const form = <S extends Shape>(shape: S) => z.strictObject(shape)

/** The same form with the reason for bringing back an earlier version. */
export const withWhy = (schema: FieldForm) => z.safeExtend(schema, { why: longText({ label: 'a reason', max: 1000 }) })

export type FormSchema<Output = unknown> = z.ZodMiniType<Output>
/** A form whose fields can be added to. */
export type FieldForm = z.ZodMiniObject

/** A rule about a form or field, for its `check`: what must hold, and the sentence where it does not. */
export const must = z.refine

/** What a field's value is made into. `fail` says why it cannot be. */
export const read = <From extends z.ZodMiniType, Output>(
  field: From,
  into: (value: z.output<From>, fail: (message: string) => never) => Output,
) =>
  z.pipe(
    field,
    z.transform((value: z.output<From>, { issues }): Output =>
      into(value, (message) => {
        issues.push({ code: 'custom', message, input: value })
        return z.NEVER
      }),
    ),
  )

const tooLong = (max: number) => `Keep it to ${max.toLocaleString('en-GB')} characters.`
const controlCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g

/** One line: trimmed, line breaks and runs of blanks become one blank. */
const oneLine = (text: string) => text.normalize('NFC').replace(controlCharacters, '').replace(/\s+/gu, ' ').trim()
/** Several lines: browsers send CRLF; blanks at line ends and around the text go. */
const manyLines = (text: string) =>
  text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(controlCharacters, '')
    .replace(/[^\S\n]+$/gmu, '')
    .trim()

/** What was typed, as it was; `missing` is said where the field was not sent at all. */
export const asTyped = (missing = 'Fill this in.') => z.string({ error: missing })
const typed = asTyped()
const lengthOf = (text: string) => [...text].length

interface TextOptions {
  /** How messages name the field: `text({ label: 'a name' })` says "Give it a name." */
  label?: string
  max?: number
}
interface LongTextOptions extends TextOptions {
  /** A sentence of its own, said where nothing was written. */
  missing?: string
}

const wanted = (label: string | undefined, otherwise: string) => (label ? `Give it ${label}.` : otherwise)

/** Required, one line, trimmed. */
export const text = ({ label, max = 200 }: TextOptions = {}) =>
  read(typed, oneLine).check(
    must((value) => value !== '', { error: wanted(label, 'Fill this in.'), abort: true }),
    must((value) => lengthOf(value) <= max, { error: tooLong(max) }),
  )

/** One line; empty is null. */
export const optionalText = ({ max = 200 }: TextOptions = {}) =>
  read(typed, (value) => oneLine(value) || null).check(
    must((value) => value === null || lengthOf(value) <= max, { error: tooLong(max) }),
  )

/** Required, several lines. */
export const longText = ({ label, missing = 'Write a sentence or two.', max = 5000 }: LongTextOptions = {}) =>
  read(typed, manyLines).check(
    must((value) => value !== '', { error: wanted(label, missing), abort: true }),
    must((value) => lengthOf(value) <= max, { error: tooLong(max) }),
  )

/** Several lines; empty is null. */
export const optionalLongText = ({ max = 5000 }: TextOptions = {}) =>
  read(typed, (value) => manyLines(value) || null).check(
    must((value) => value === null || lengthOf(value) <= max, { error: tooLong(max) }),
  )

/** Whether this names a day that exists, between the years 1900 and 2199. */
export function isRealDay(day: string): boolean {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(day)) return false
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === day
}

/** `31/01/2026` and `31.1.2026` are read where no date picker is at hand; anything that is no day comes back unchanged. */
function dayTyped(value: string): string {
  const day = value.trim()
  const written = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(day)
  if (!written) return day
  return `${written[3]}-${written[2]!.padStart(2, '0')}-${written[1]!.padStart(2, '0')}`
}

const noDay = 'Write a day like 31/01/2026 (day, month, year) that exists.'

/** A calendar day, as `YYYY-MM-DD`. */
export const dateOnly = ({ label }: { label?: string } = {}) =>
  read(typed, dayTyped).check(
    must((value) => value !== '', { error: label ? `Choose ${label}.` : 'Choose a day.', abort: true }),
    must(isRealDay, { error: noDay }),
  )

export const optionalDate = () =>
  read(typed, (value) => dayTyped(value) || null).check(
    must((value) => value === null || isRealDay(value), { error: noDay }),
  )

/** One of the words given. */
export const choice = <const V extends readonly [string, ...string[]] | readonly string[]>(
  values: V,
  { label }: { label?: string } = {},
) =>
  read(typed, (value, fail): V[number] =>
    values.includes(value) ? value : fail(label ? `Choose ${label}.` : 'Choose one of the options.'),
  )

/** One of the words given; empty is null. */
export const optionalChoice = <const V extends readonly string[]>(values: V) =>
  read(typed, (value, fail): V[number] | null => {
    if (value === '') return null
    return values.includes(value) ? value : fail('Choose one of the options, or none.')
  })

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const asId = (value: string) => value.trim().toLowerCase()
const chooseListed = 'Choose one from the list.'

/** The id of a record. */
export const id = ({ label }: { label?: string } = {}) =>
  read(typed, asId).check(must((value) => uuid.test(value), { error: label ? `Choose ${label}.` : chooseListed }))

/** The id of a record; empty is null. */
export const optionalId = () =>
  read(typed, (value) => asId(value) || null).check(
    must((value) => value === null || uuid.test(value), { error: chooseListed }),
  )

export const manyIds = ({ max = 500 }: { max?: number } = {}) =>
  read(
    z.array(z.string(), { error: chooseListed }).check(z.maxLength(max, { error: `Choose at most ${max}.` })),
    (values) => [...new Set(values.map(asId).filter((value) => value !== ''))],
  ).check(must((values) => values.every((value) => uuid.test(value)), { error: 'Choose only from the list.' }))

export const manyChoices = <const V extends readonly string[]>(values: V, { min = 0 }: { min?: number } = {}) =>
  read(z.array(z.string(), { error: chooseListed }), (chosen, fail): V[number][] => {
    const clean = [...new Set(chosen.filter((value) => value !== ''))]
    if (!clean.every((value) => values.includes(value))) return fail('Choose only from the list.')
    return clean.length < min ? fail(`Choose at least ${min === 1 ? 'one' : min}.`) : clean
  })

interface NumberOptions {
  min?: number
  max?: number
  label?: string
  /** At most this many decimals. */
  decimals?: number
}

function checkNumber(written: string, { min, max, decimals }: NumberOptions): number | null | { problem: string } {
  const read = readNumber(written)
  if (read.kind === 'empty') return null
  if (read.kind === 'unclear') {
    const [thousand, decimal] = [written.replace(',', ''), written.replace(',', '.')]
    return { problem: `“${written.trim()}” can be read two ways: write ${thousand.trim()} or ${decimal.trim()}.` }
  }
  if (read.kind !== 'value' || Math.abs(read.value) >= 1e15) return { problem: 'Write a number, such as 1234.5.' }
  const { value } = read
  if (decimals === 0 && !Number.isInteger(value)) return { problem: 'Write a whole number.' }
  if (decimals !== undefined && Math.abs(value * 10 ** decimals - Math.round(value * 10 ** decimals)) > 1e-6)
    return { problem: `Write at most ${decimals} decimals.` }
  if ((min !== undefined && value < min) || (max !== undefined && value > max)) return { problem: within(min, max) }
  return value
}

function within(min?: number, max?: number): string {
  if (min !== undefined && max !== undefined) return `Write a number from ${min} to ${max}.`
  return min !== undefined ? `Write ${min} or more.` : `Write ${max} or less.`
}

export const optionalNumber = (options: NumberOptions = {}) =>
  read(typed, (written, fail): number | null => {
    const value = checkNumber(written, options)
    return value === null || typeof value === 'number' ? value : fail(value.problem)
  })

export const number = (options: NumberOptions = {}) =>
  read(typed, (written, fail): number => {
    const value = checkNumber(written, options)
    if (typeof value === 'number') return value
    const missing = options.label ? `Give ${options.label}.` : 'Write a number.'
    return fail(value === null ? missing : value.problem)
  })

/** 0 to 100; a percent sign may be typed. */
export const percent = () =>
  z.pipe(
    read(typed, (written) => written.replace(/%\s*$/, '')),
    number({ min: 0, max: 100 }),
  )

export const wholeNumber = (options: Omit<NumberOptions, 'decimals'> = {}) => number({ ...options, decimals: 0 })

/** The version of the record a form was drawn from; `<Form version>` sends it. */
export const version = () => wholeNumber({ min: 0 })

/** A checkbox: `on` is true, absent is false. */
export const flag = () =>
  read(typed, (value, fail): boolean => {
    if (value === 'on' || value === 'true') return true
    return value === '' || value === 'false' ? false : fail('Tick it or leave it empty.')
  })

const emailPattern = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:".]+(\.[^\s@<>()[\]\\,;:".]+)+$/u

const noAddress = 'Write an email address like name@example.com.'

/** A mail address, in lower case. */
export const email = () =>
  read(typed, (value) => oneLine(value).toLowerCase()).check(
    must((value) => value !== '', { error: 'Give an email address.', abort: true }),
    must((value) => value.length <= 254 && emailPattern.test(value), { error: noAddress }),
  )

/** A mail address as it was written, or null where there is none. */
export const optionalEmail = () =>
  optionalText({ max: 254 }).check(
    must((value) => value === null || email().safeParse(value).success, { error: noAddress }),
  )

/** Exactly as typed: nothing is trimmed or shortened. `min: 1` for signing in, where any old password may come. */
export const password = ({ min = 15, max = 256 }: { min?: number; max?: number } = {}) =>
  typed.check(
    must((value) => value !== '', { error: 'Give a password.', abort: true }),
    must((value) => lengthOf(value) >= min, { error: `Use at least ${min} characters; a sentence is fine.` }),
    must((value) => lengthOf(value) <= max, { error: tooLong(max) }),
  )

/** A web address (http or https only, no user name in it); empty is null. */
export const optionalUrl = ({ max = 2000 }: { max?: number } = {}) =>
  read(typed, (value, fail): string | null => {
    const address = oneLine(value)
    if (address === '') return null
    if (address.length <= max && isWebAddress(address)) return address
    return fail('Write a web address that starts with https://.')
  })

function isWebAddress(address: string): boolean {
  if (!/^https?:\/\/[^\s\\]+$/i.test(address)) return false
  try {
    const url = new URL(address)
    return (url.protocol === 'https:' || url.protocol === 'http:') && !url.username && !url.password
  } catch {
    return false
  }
}

/** A short name for addresses: lower-case letters, digits and hyphens. */
export const slug = ({ max = 60 }: { max?: number } = {}) =>
  read(typed, (value) => oneLine(value).toLowerCase()).check(
    must((value) => value !== '', { error: 'Give it a short name.', abort: true }),
    must((value) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value) && value.length <= max && value.length >= 2, {
      error: `Use 2 to ${max} small letters, digits and hyphens, such as north-europe.`,
    }),
  )

export type FormFields = ReadonlyMap<string, readonly string[]>
export type ParsedForm<Output> =
  { ok: true; data: Output } | { ok: false; errors: Record<string, string>; values: Record<string, string | string[]> }

const longestValue = 200_000
const mostValues = 2_000

/** The fields a schema declares and whether each takes several values. */
export function fieldsOf(schema: FormSchema): Map<string, 'one' | 'many'> {
  let node: z.core.$ZodType = schema
  while (node instanceof z.ZodMiniPipe) node = node._zod.def.in
  const fields = new Map<string, 'one' | 'many'>()
  if (!(node instanceof z.ZodMiniObject)) return fields
  for (const [name, field] of Object.entries(node.shape as Shape)) fields.set(name, takesMany(field) ? 'many' : 'one')
  return fields
}

function takesMany(field: z.core.$ZodType): boolean {
  let node: z.core.$ZodType = field
  while (node instanceof z.ZodMiniPipe) node = node._zod.def.in
  return node instanceof z.ZodMiniArray
}

/** The names of fields that may not be left empty. */
export function requiredFields(schema: FormSchema): Set<string> {
  let node: z.core.$ZodType = schema
  while (node instanceof z.ZodMiniPipe) node = node._zod.def.in
  const names = new Set<string>()
  if (!(node instanceof z.ZodMiniObject)) return names
  for (const [name, field] of Object.entries(node.shape as Shape)) {
    const accepted = z.safeParse(field, takesMany(field) ? [] : '').success
    if (!accepted) names.add(name)
  }
  return names
}

/** What the schema is to judge: every declared field is present, absent ones as '' or []. Nothing undeclared is kept. */
export function rawValues(schema: FormSchema, fields: FormFields): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {}
  for (const [name, takes] of fieldsOf(schema)) {
    const sent = fields.get(name) ?? []
    values[name] = takes === 'many' ? [...sent] : (sent[0] ?? '')
  }
  return values
}

/** What every form may send beside its own fields. */
const machinery = new Set(['_form', '_key', '_back'])

const isSecret = (name: string) => /password|secret|token/i.test(name)

/** Problems of the body itself, before any rule about its values. */
function bodyErrors(schema: FormSchema, fields: FormFields): Record<string, string> {
  const known = fieldsOf(schema)
  const errors: Record<string, string> = {}
  for (const [name, values] of fields) {
    const takes = known.get(name)
    if (takes === undefined) {
      if (!machinery.has(name))
        errors._form = 'This form sent a field that does not belong to it. Reload the page and try again.'
      continue
    }
    if (values.length > 1 && takes === 'one') errors[name] = 'This was sent twice. Give it once.'
    else if (values.length > mostValues || values.some((value) => value.length > longestValue))
      errors[name] = 'This is far too long.'
    else if (values.some((value) => value.includes('\0') || /\p{Surrogate}/u.test(value)))
      errors[name] = 'This contains characters that cannot be stored. Type it again.'
  }
  return errors
}

/** Reads a form's body with its schema. Used by the server for the post and by the browser while people type. */
export function parseForm<Output>(schema: FormSchema<Output>, fields: FormFields): ParsedForm<Output> {
  const raw = rawValues(schema, fields)
  const errors = bodyErrors(schema, fields)
  if (Object.keys(errors).length === 0) {
    const parsed = z.safeParse(schema, raw)
    if (parsed.success) return { ok: true, data: parsed.data }
    for (const issue of parsed.error.issues) {
      const name = typeof issue.path[0] === 'string' ? issue.path[0] : '_form'
      errors[name] ??= issue.message
    }
  }
  const values = Object.fromEntries(
    Object.entries(raw)
      .filter(([name]) => !isSecret(name))
      .map(([name, value]) => [name, storable(value)]),
  )
  return { ok: false, errors, values }
}

/** What is shown again must itself be sendable: absurd lengths are cut, unpaired surrogates replaced. */
function storable(value: string | string[]): string | string[] {
  const clean = (text: string) => text.slice(0, longestValue).replace(/\p{Surrogate}|\0/gu, '\ufffd')
  return Array.isArray(value) ? value.slice(0, mostValues).map(clean) : clean(value)
}
