// No form reaches a column that is not its own: every name a column of ours has, and every odd shape of a name, is refused with a sentence.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type FormSchema, fieldsOf, parseForm } from '#app/ui/schema.ts'
import { type Stage, bulk } from './actors.ts'
import { inParallel } from './asking.ts'
import { type Changed, changedIn } from './changed.ts'
import { type Desk, type Form, openDesk } from './everyone.ts'
import { type Effects, effects, following } from './expected-fields.ts'
import { signatureOf } from './trial.ts'

/** The schemas by which the last form was read. */
const schemas = vi.hoisted(() => new Set<FormSchema>())
vi.mock('#app/ui/schema.ts', async (original) => {
  const real = await original<typeof import('#app/ui/schema.ts')>()
  const seen: typeof real.parseForm = (schema, fields) => {
    schemas.add(schema)
    return real.parseForm(schema, fields)
  }
  return { ...real, parseForm: seen }
})

let desk: Desk
let stage: Stage
let columns: { table: string; column: string }[]
beforeAll(async () => {
  desk = await openDesk()
  stage = desk.stage
  const { rows } = await stage.superuser.query<{ table: string; column: string }>(
    `select c.relname as table, a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
     where c.relnamespace in (select oid from pg_namespace where nspname in ('public', 'history', 'access', 'as_of', 'jobs'))
       and a.attnum > 0 and not a.attisdropped`,
  )
  columns = rows
}, 60_000)
afterAll(() => desk.close())

const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Every name a column has, as the database and as the code spells it. */
const allNames = () => [...new Set(columns.flatMap(({ column }) => [column, camel(column)]))].sort()
/** What would do most harm. */
const notorious = ['org_id', 'id', 'role', 'version', 'created_by', 'owner_id', 'state', 'archived_at']

/** Names that mean another field, or no field at all, to parsers that are too clever. */
const shapes = (name: string) => [`${name}[]`, `${name}[0]`, `a[${name}]`, `${name}[a]`, `a.${name}`, `${name}.a`]
const odd = [
  ...['__proto__', '__proto__[role]', '__proto__.role', 'constructor', 'constructor[prototype][role]', 'prototype'],
  ...[
    'constructor.prototype.role',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '_method',
    '_action',
    '_data',
    'org',
    'a[b][c]',
  ],
]

const refusal = 'This form sent a field that does not belong to it. Reload the page and try again.'

describe('fields', () => {
  test('every form says what it may change', () => {
    expect(Object.keys(effects).sort()).toEqual(desk.forms.map(({ key }) => key).sort())
  })

  test('a form changes what it is for, and nothing else', { timeout: 300_000 }, async () => {
    let changed: Changed = {}
    desk.trial.watch(async (client) => {
      changed = { ...changed, ...(await changedIn(client)) }
    })
    const wrong: string[] = []
    for (const form of desk.forms) {
      changed = {}
      if (form.key.startsWith('pillars/defaults')) continue
      if (form.key.endsWith('acknowledge')) await reviewing(desk.actor)
      desk.trial.begin()
      const answer = await desk.send(form)
      desk.trial.end()
      if (form.key.endsWith('acknowledge')) await reviewing(stage.bayIds.author)
      if (answer.status !== 202) wrong.push(`${form.key} was refused: ${answer.status}`)
      wrong.push(...beyond(changed, effects[form.key]!).map((what) => `${form.key} changed ${what}`))
      const nothing = Object.keys(effects[form.key]!).length > 0 && Object.keys(changed).length === 0
      if (nothing) wrong.push(`${form.key} changed nothing`)
    }
    desk.trial.watch(null)
    expect(wrong).toEqual([])
  })

  test(
    'the name of any column, and every odd shape, in the schema of every form, is refused with a sentence',
    { timeout: 300_000 },
    async () => {
      const names = [...allNames(), ...notorious.flatMap(shapes), ...odd]
      const wrong: string[] = []
      let count = 0
      desk.trial.begin()
      for (const form of desk.forms) {
        schemas.clear()
        await desk.send(form, [['org_id', '1']])
        const [schema] = [...schemas]
        if (!schema) wrong.push(`${form.key} reads its fields by no schema`)
        else
          for (const name of names.filter((one) => !declaredIn(form).has(one))) {
            const sent = new Map<string, string[]>(
              [...fieldsOf(schema).keys()].map((field) => [field, [form.form.fields[field] ?? ''].flat()]),
            )
            const parsed = parseForm(schema, sent.set(name, ['1']))
            count++
            if (parsed.ok || parsed.errors._form !== refusal) wrong.push(`${form.key}, ${name}`)
          }
      }
      desk.trial.end()
      console.log(
        `fields: ${desk.forms.length} forms, ${names.length} names and shapes, ${count} judged, ${wrong.length} wrong`,
      )
      expect(wrong.slice(0, 40)).toEqual([])
    },
  )

  test(
    'whatever is sent of a form’s own tables, or in an odd shape, is refused and nothing is written',
    { timeout: 900_000 },
    async () => {
      const before = await signatureOf(stage.superuser)
      const began = Date.now()
      const wrong: string[] = []
      let count = 0
      const jobs = desk.forms.flatMap((form) => {
        const declared = declaredIn(form)
        const tables = Object.keys(effects[form.key]!)
        const own = [...new Set(columns.filter(({ table }) => tables.includes(table)).map(({ column }) => column))]
        const near = [...own, ...notorious].flatMap((name) => [name, camel(name)])
        const extra = [...near, ...shapes('role'), '__proto__', '__proto__[role]'].filter(
          (name, at, all) => !declared.has(name) && all.indexOf(name) === at,
        )
        const twice = [...declared].filter((name) => !Array.isArray(form.form.fields[name]))
        return [
          ...extra.map((name) => ({ form, name, value: valueFor(name), sentence: refusal })),
          ...twice.map((name) => ({ form, name, value: 'again', sentence: 'This was sent twice. Give it once.' })),
        ]
      })
      desk.trial.taken() // those of the forms carried out above
      desk.trial.begin() // what were accepted would be taken back, and counted
      await inParallel(jobs, 8, async ({ form, name, value, sentence }) => {
        const answer = await desk.send(form, [[name, value]])
        count++
        if (answer.status !== 400 || !answer.body.includes(sentence))
          wrong.push(`${form.key}, ${name}: ${answer.status}`)
      })
      desk.trial.end()
      const seconds = ((Date.now() - began) / 1000).toFixed(0)
      console.log(`fields: ${desk.forms.length} forms, ${count} posts, ${wrong.length} wrong, ${seconds} s`)
      expect(wrong.slice(0, 40)).toEqual([])
      expect(desk.trial.taken(), 'transactions that wrote something').toBe(0)
      expect(await signatureOf(stage.superuser)).toEqual(before)
    },
  )
})

const declaredIn = ({ form }: Form) => new Set(Object.keys(form.fields))

/** Nobody acknowledges what the reviewer alone acknowledges. */
async function reviewing(memberId: string) {
  await bulk(
    stage.superuser,
    stage.ada.orgId,
    'update action_plan set reviewer_id = $1, owner_id = $2 where org_id = $3',
    [memberId, memberId === desk.actor ? stage.bayIds.holder : desk.actor, stage.ada.orgId],
  )
}

/** Tables and columns that changed and are not among those that may. */
function beyond(changed: Changed, may: Effects): string[] {
  return Object.entries(changed).flatMap(([table, words]) => {
    if (following.tables.includes(table)) return []
    const own = (may[table] ?? '').split(', ')
    return words
      .filter((word) => !own.includes(word) && !(may[table] && following.columns.includes(word)))
      .map((word) => `${table}: ${word}`)
  })
}

const valueFor = (name: string) =>
  /_id$|Id$|^id$/.test(name)
    ? stage.otherIds.holder!
    : /role/i.test(name)
      ? 'administrator'
      : snake(name) === name
        ? '1'
        : 'x'
