// What changes about an organisation when it arrives from another installation, in the transaction that brings it in.

/** The open transaction of the operator's command. */
interface Client {
  query<R>(text: string, values: unknown[]): Promise<{ rows: R[] }>
}

/**
 * Gives members the account that their person has here. The events to record: each change is a step of its own, so that the history
 * tells of every row that changed on arrival.
 */
export async function moveAccounts(client: Client, moved: { from: string; to: string }[]) {
  const told: object[] = []
  for (const { from, to } of moved) {
    await client.query(`select set_config('app.step', $1, true)`, [String(told.length)])
    const { rows } = await client.query<{ id: string; name: string }>(
      'update member set account_id = $2, version = version + 1, updated_at = current_moment() where account_id = $1 and org_id = current_org() returning id, name',
      [from, to],
    )
    const reason = 'Brought in from another installation; this person has an account here already.'
    for (const { id, name } of rows) told.push({ verb: 'member.edited', kind: 'member', id, title: name, reason })
  }
  await client.query(`select set_config('app.step', $1, true)`, [String(told.length)])
  return told
}

/** The events to record, none where its address stays. */
export async function renameOrganisation(
  client: Client,
  org: { id: string; name: string; slug: string },
  slug: string,
) {
  if (slug === org.slug) return []
  await client.query('update organisation set slug = $2, version = version + 1 where id = $1', [org.id, slug])
  const reason = 'Brought in from another installation under a new address.'
  return [{ verb: 'organisation.edited', kind: 'organisation', id: org.id, title: org.name, reason }]
}
