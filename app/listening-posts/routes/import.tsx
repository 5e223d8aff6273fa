import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { FileField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Breadcrumbs, Page, Section } from '#app/ui/page.tsx'
import { form } from '#app/ui/schema.ts'
import { ResponseImportList } from '../import-list.tsx'
import { findListeningPost } from '../listening-posts.server.ts'
import { listResponseImports, stageResponses } from '../response-imports.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Import into ${data?.post.name ?? 'a listening post'} · Sirius` },
]

const uploadForm = form({})

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { id, name, archivedAt, ownerId } = await findListeningPost(ctx, idOf(args.params.id))
    authorize(ctx, 'listening_post.import', { ownerId })
    return {
      org: ctx.org.slug,
      post: { id, name, archived: archivedAt !== null },
      imports: await listResponseImports(ctx, id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, uploadForm, async (ctx, _form, files) => {
    const file = files.find(({ name }) => name === 'file')
    const { id } = await stageResponses(ctx, idOf(args.params.id), file)
    return goTo(paths.responseImport(ctx.org.slug, id))
  })
}

export default function ImportResponses() {
  const { org, post, imports } = useLoaderData<typeof loader>()
  const back = paths.listeningPost(org, post.id)
  return (
    <Page
      title="Import responses"
      eyebrow={
        <Breadcrumbs
          items={[
            { label: 'Listening posts', href: paths.listeningPosts(org) },
            { label: post.name, href: back },
          ]}
        />
      }
      lede="Nothing is imported yet: you see first what was read, line by line, and may correct every guess."
    >
      {post.archived ? (
        <p className="max-w-prose">This listening post is archived. Restore it before importing.</p>
      ) : (
        <div className="max-w-xl">
          <Form
            name="upload"
            schema={uploadForm}
            encType="multipart/form-data"
            submit="Read the file"
            cancel={back}
            careless
          >
            <FileField
              name="file"
              label="Export of your survey tool"
              hint="From Qualtrics, SurveyMonkey, Typeform, Google Forms, Alchemer, Formbricks or Delighted, or any CSV, TSV, Excel (.xlsx) or JSON file, up to 100 MB. E-mail addresses, phone and card numbers in what was written are masked before anything is kept."
              accept=".csv,.tsv,.txt,.xlsx,.json,text/csv"
              required
            />
          </Form>
        </div>
      )}
      {imports.length > 0 && (
        <Section title="Files before" count={imports.length}>
          <ResponseImportList imports={imports} org={org} />
        </Section>
      )}
    </Page>
  )
}
