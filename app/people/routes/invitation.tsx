import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { flashCookie } from '#app/access/flash.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { HiddenField } from '#app/ui/field.tsx'
import { invitationActForm } from '../member.ts'
import { resendInvitation, withdrawInvitation } from '../invitations.server.ts'
import { findMember } from '../members.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Invitation of ${data?.name ?? 'a person'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'member.invite')
    const { id, name, email, version, joined, state } = await findMember(ctx, idOf(args.params.id))
    const back = paths.member(ctx.org.slug, id)
    // Also where withdrawing it was refused for that reason: the page that would say so is gone.
    if (joined) throw redirect(back, { headers: { 'set-cookie': flashCookie(`${name} has joined already.`) } })
    return { name, email, version, withdrawn: state === 'disabled', back }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, invitationActForm, async (ctx, { act, version }) => {
    const id = idOf(args.params.id)
    const back = paths.member(ctx.org.slug, id)
    if (act === 'withdraw') {
      await withdrawInvitation(ctx, id, version)
      return goTo(back, 'The invitation is withdrawn. Its link no longer works.')
    }
    await resendInvitation(ctx, id, version)
    return goTo(back, 'A new invitation is on its way. Earlier links no longer work.')
  })
}

/** Withdraws an invitation, or sends one that was withdrawn; sending again is a button on the person's page. */
export default function Invitation() {
  const { name, email, version, withdrawn, back } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={name}
      eyebrow="Invitation"
      name="invitation"
      schema={invitationActForm}
      version={version}
      submit={withdrawn ? 'Send the invitation' : 'Withdraw the invitation'}
      cancel={back}
      fields={<HiddenField name="act" value={withdrawn ? 'send' : 'withdraw'} />}
    >
      {withdrawn
        ? `The invitation to ${email} was withdrawn. A new one has a new link, valid for seven days.`
        : `${email} was invited and has not joined yet. Withdrawing ends the link that was sent; you can invite them again later.`}
    </ConfirmPage>
  )
}
