/** Somebody who may everything, in front of every form of the site: where even they are refused, everybody is. */
import { type Site, openSite } from '#tests/support/site.ts'
import { type Stage, owning, setStage } from './actors.ts'
import { patiently } from './asking.ts'
import { type Sample, bodyOf, samplesFor, todayIn } from './samples.ts'
import { type Trial, makeTrial } from './trial.ts'

export interface Form {
  /** `<route id>: <what the form does>`. */
  key: string
  path: string
  form: NonNullable<Sample['forms']>[string]
}

export interface Desk {
  stage: Stage
  trial: Trial
  /** The member who sends. */
  actor: string
  forms: Form[]
  /** Sends a form as the sample has it, `instead` of its fields' values and with `more` behind. */
  send(form: Form, more?: [name: string, value: string][], instead?: Record<string, string>): ReturnType<Site['ask']>
  close(): Promise<void>
}

export async function openDesk(): Promise<Desk> {
  const stage = await setStage()
  const site = await openSite({ documents: 'data' })
  const samples = samplesFor({ ids: stage.bayIds, today: todayIn('Europe/Berlin') })
  const trial = makeTrial()
  const administrator = stage.actors.find(({ name }) => name === 'administrator, owner')!
  await stage.cast({ ...administrator, holds: [...owning, 'import starter'] })
  const actor = administrator.memberId!
  const cookie = await stage.cookie(administrator)
  return {
    ...{ stage, trial, actor },
    forms: Object.entries(samples).flatMap(([id, { path, forms = {} }]) =>
      Object.entries(forms).map(([name, form]) => ({ key: `${id}: ${name}`, path: `/bay/${form.path ?? path}`, form })),
    ),
    send({ path, form }, more = [], instead = {}) {
      const body = bodyOf({ ...form, fields: { ...form.fields, ...instead } }, actor)
      for (const [name, value] of more) body.append(name, value)
      return patiently(() => site.ask(`${path}.data`, { method: 'POST', cookie, form: body }))
    },
    async close() {
      await site.close()
      await stage.close()
    },
  }
}
