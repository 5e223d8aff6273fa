import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Page } from '#app/ui/page.tsx'
import { listOwnerChoices, listPostChoices, listScoreQuestions } from '../case-choices.server.ts'
import { newRuleForm, ruleDefaults } from '../case-rule.ts'
import { createRule } from '../case-rules.server.ts'
import { RuleForm } from '../rule-form.tsx'

export const meta: MetaFunction = () => [{ title: 'New rule · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'case_rule.edit')
    return {
      posts: await listPostChoices(ctx),
      questions: await listScoreQuestions(ctx),
      owners: await listOwnerChoices(ctx),
      cancel: paths.caseRules(ctx.org.slug),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newRuleForm, async (ctx, form) => {
    const { id } = await createRule(ctx, form)
    return goTo(paths.caseRule(ctx.org.slug, id), 'Rule made, still off. See what it would have opened.')
  })
}

export default function NewRule() {
  const choices = useLoaderData<typeof loader>()
  return (
    <Page title="New rule" eyebrow="Rules" lede="It is made switched off: you see first what it would have opened.">
      <RuleForm schema={newRuleForm} values={ruleDefaults} submit="Make the rule" {...choices} />
    </Page>
  )
}
