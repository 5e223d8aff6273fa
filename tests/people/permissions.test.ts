// The document of permissions is the policy's own.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Ability, abilities } from '#app/access/policy.ts'
import { documentFile, permissionsDocument } from './permissions-document.ts'

test('docs/permissions.md says what the policy says; `npm run permissions` writes it anew', () => {
  expect(readFileSync(documentFile, 'utf8')).toBe(permissionsDocument())
})

test('it has a line for every ability, with who may and whether while looking back', () => {
  const lines = permissionsDocument().split('\n')
  for (const [name, ability] of Object.entries(abilities) as [string, Ability][]) {
    const [cells, ...more] = lines
      .filter((line) => line.startsWith(`| \`${name}\``))
      .map((line) => line.slice(2, -2).split(' | '))
    expect(more).toEqual([])
    const may = cells!.slice(2, 7)
    expect(may.filter((word) => word !== 'No').length, name).toBe(Object.keys(ability.allow).length)
    expect(may.includes('Their own'), name).toBe(Object.values(ability.allow).includes('own'))
    expect(cells!.at(-1), name).toBe(ability.reads ? 'As today' : 'No')
  }
})
