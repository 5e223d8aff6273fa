import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { editing, findEarlier } from '#app/history/bring-back.server.ts'
import { paths } from '#app/paths.ts'
import { BringingBack } from '#app/ui/earlier.tsx'
import { Page } from '#app/ui/page.tsx'
import { listOwnerChoices, listPostChoices, listScoreQuestions } from '../case-choices.server.ts'
import { editRuleForm } from '../case-rule.ts'
import { editRule, findRule, ruleFormValues } from '../case-rules.server.ts'
import { RuleForm } from '../rule-form.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Edit ${data?.name ?? 'rule'} · Sirius` }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'case_rule.edit')
    const rule = await findRule(ctx, idOf(args.params.id))
    const values = ruleFormValues(rule)
    const of = { kind: 'case_rule', id: rule.id }
    return {
      name: rule.name,
      version: rule.version,
      values,
      choices: {
        posts: await listPostChoices(ctx),
        questions: await listScoreQuestions(ctx),
        owners: await listOwnerChoices(ctx),
      },
      ...(await findEarlier(ctx, args.request, of, values, async (past) =>
        ruleFormValues(await findRule(past, of.id)),
      )),
      cancel: paths.caseRule(ctx.org.slug, rule.id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return editing(args, editRuleForm, { kind: 'case_rule', id: args.params.id }, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editRule(ctx, id, form)
    return goTo(paths.caseRule(ctx.org.slug, id), 'Rule saved.')
  })
}

export default function EditRule() {
  const { name, version, values, choices, cancel, earlier } = useLoaderData<typeof loader>()
  return (
    <Page title={name} eyebrow="Edit rule" lede="Cases it has opened stay as they are.">
      <BringingBack earlier={earlier}>
        <RuleForm
          schema={editRuleForm}
          values={values}
          version={version}
          submit="Save rule"
          cancel={cancel}
          {...choices}
        />
      </BringingBack>
    </Page>
  )
}
