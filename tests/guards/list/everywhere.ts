// What is noticed from outside only: by walking through the site with a word in every text, and by sending every form every name.
import type { Guard } from '../guards.ts'

const foundations = 'db/migrations/0001_foundations.sql'
const strategy = 'db/migrations/0002_strategy.sql'
const schema = 'app/ui/schema.ts'
const canaries = 'tests/access/canaries.test.ts'
const fields = 'tests/access/matrix/fields.test.ts'

export const everywhere: Guard[] = [
  {
    promise: 'A2',
    guard: 'Pages show records of one’s own organisation only.',
    file: strategy,
    find: '    call own_by_organisation(t);\n  end loop;',
    replace: `    if t = 'persona' then grant select, insert, update, delete on persona to sirius_app; else call own_by_organisation(t); end if;\n  end loop;`,
    test: canaries,
    name: 'from link to link as administrator',
  },
  {
    promise: 'A2',
    guard: 'The past shows records of one’s own organisation only.',
    file: foundations,
    find: `call own_by_organisation(format('history.%I', t), 'select');`,
    replace: `execute format('grant select on history.%I to sirius_app', t);`,
    test: canaries,
    name: 'from link to link as administrator',
  },
  {
    promise: 'A2',
    guard: 'The history tells of one’s own organisation only.',
    file: foundations,
    find: `call own_by_organisation('history.event', 'select');`,
    replace: 'grant select on history.event to sirius_app;',
    test: canaries,
    name: 'from link to link as holder',
  },
  {
    promise: 'A2',
    guard: 'The log that the operator takes away is one organisation’s.',
    file: foundations,
    find: `call own_by_organisation('history.event', 'select');`,
    replace: 'grant select on history.event to sirius_app;',
    test: canaries,
    name: 'the log taken away by the operator',
  },
  {
    promise: 'A2',
    guard: 'Asked for another organisation’s very words, search and palette find none of them.',
    file: 'db/migrations/0003_search_matches.sql',
    find: ' and e.org_id = org ',
    replace: ' ',
    test: canaries,
    name: 'asking for the other’s words',
  },
  {
    promise: 'A4',
    guard: 'No form takes the name of a column that is not its own, or an odd shape of one.',
    file: schema,
    find: 'if (!machinery.has(name))',
    replace: 'if (false)',
    test: fields,
    name: 'the name of any column',
  },
  {
    promise: 'A4',
    guard: 'A form’s own table is not reached by what is added to it, and nothing is written.',
    file: schema,
    find: 'if (!machinery.has(name))',
    replace: `if (!machinery.has(name) && name !== 'role')`,
    test: fields,
    name: 'whatever is sent of a form’s own tables',
  },
  {
    promise: 'A4',
    guard: 'No form takes one of its own fields twice.',
    file: schema,
    find: `if (values.length > 1 && takes === 'one')`,
    replace: 'if (false)',
    test: fields,
    name: 'whatever is sent of a form’s own tables',
  },
  {
    promise: 'A4',
    guard: 'A command writes the columns its form is for, each by name.',
    file: 'app/people/members.server.ts',
    find: '.set({ name: form.name, email, jobTitle: form.jobTitle,',
    replace: `.set({ name: form.name, email, role: 'contributor', jobTitle: form.jobTitle,`,
    test: fields,
    name: 'a form changes what it is for',
  },
]
