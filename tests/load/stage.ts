/** A small organisation with one of everything, made anew for each trial, and every form that somebody who may can send there. */
import type pg from 'pg'
import { type Sample, bodyOf, samplesFor, todayIn } from '#tests/access/matrix/samples.ts'
import { bulk } from '#tests/access/matrix/actors.ts'
import { furnish } from '#tests/support/furnished.ts'
import { addOrganisation, cookieOf } from '#tests/support/world.ts'

export interface Stage {
  id: string
  slug: string
  /** Of somebody who administers it and owns whatever can be owned. */
  cookie: string
  forms: Map<string, StageForm>
}

export interface StageForm {
  /** With a leading slash, the organisation included. */
  path: string
  form: NonNullable<Sample['forms']>[string]
  /** The body as the form sends it, with a form's machinery added. */
  body(more: Record<string, string>): Promise<{ type: string; bytes: Buffer }>
}

let count = 0

export async function makeStage(superuser: pg.Client): Promise<Stage> {
  const slug = `stage-${++count}`
  const id = await addOrganisation(superuser, slug, `Stage ${count}`)
  const { ids } = await furnish(superuser, { id, slug })
  await bulk(superuser, id, `update member set role = 'administrator' where org_id = $1 and id = $2`, [id, ids.holder])
  const forms = new Map<string, StageForm>()
  for (const [route, sample] of Object.entries(samplesFor({ ids, today: todayIn('Europe/Berlin') })))
    for (const [name, form] of Object.entries(sample.forms ?? {})) {
      const path = `/${slug}/${form.path ?? sample.path}`
      const body = (more: Record<string, string>) =>
        encoded({ ...form, fields: { ...form.fields, ...more } }, ids.holder)
      forms.set(`${route}: ${name}`, { path, form, body })
    }
  return { id, slug, cookie: await cookieOf({ accountId: ids.holder }), forms }
}

async function encoded(form: StageForm['form'], actor: string) {
  const request = new Request('http://localhost', { method: 'POST', body: bodyOf(form, actor) })
  return { type: request.headers.get('content-type')!, bytes: Buffer.from(await request.arrayBuffer()) }
}
