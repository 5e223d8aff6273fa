import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { signedInBy } from '#app/access/context.server.ts'
import { listMemberships } from '#app/access/sign-in.server.ts'
import { paths } from '#app/paths.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/ui/button.tsx'

/** `/`: to one's organisation, to a choice of several, or to sign in. */
export async function loader(args: LoaderFunctionArgs) {
  const signedIn = await signedInBy(args)
  if (!signedIn) return redirect(paths.signIn())
  const organisations = await listMemberships(signedIn.accountId)
  if (organisations.length === 1) return redirect(paths.home(organisations[0]!.slug))
  return { organisations }
}

export default function FrontDoor() {
  const { organisations } = useLoaderData<typeof loader>()
  return (
    <main className="mx-auto max-w-lg px-4 py-24">
      <EmptyState
        title={organisations.length ? 'Where do you want to go?' : 'You are in no organisation'}
        actions={organisations.map(({ slug, name }) => (
          <LinkButton key={slug} href={paths.home(slug)}>
            {name}
          </LinkButton>
        ))}
      >
        {organisations.length
          ? 'You are a member of more than one organisation. You can change between them at any time.'
          : 'Ask an administrator of your organisation to invite you.'}
      </EmptyState>
    </main>
  )
}
