import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { HiddenField, TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Section } from '#app/ui/page.tsx'
import { tagForm } from './tag-form.ts'

interface ActOnResponseProps {
  org: string
  response: { id: string; touchpoint: { id: string } | null; cases: readonly unknown[] }
  themes: readonly string[]
  can: { tag: boolean; openCase: boolean; addGap: boolean; shapePersona: boolean; tell: boolean }
}

/** What one may do about what a customer said: say what it is about, take care of the customer, or of the cause. */
export function ActOnResponse({ org, response, themes, can }: ActOnResponseProps) {
  const { id, touchpoint, cases } = response
  if (!can.tag && !can.openCase && !can.addGap && !can.shapePersona) return null
  return (
    <div className="print:hidden">
      <Section title="What is done about it">
        <div className="grid max-w-xl gap-5">
          {can.tag && (
            <Form
              name="tagging"
              schema={tagForm}
              action={paths.tagging(org)}
              values={{ responseIds: [id], themeId: '', themeName: '', quiet: '' }}
              submit="Tag it"
              submitVariant="secondary"
              careless
            >
              <HiddenField name="_back" value={paths.response(org, id)} />
              <HiddenField name="responseIds" value={id} />
              <TextField
                name="themeName"
                label="Theme it is about"
                hint="A new name adds a theme."
                suggestions={themes}
                required
              />
            </Form>
          )}
          <div className="flex flex-wrap gap-2">
            {can.openCase && cases.length === 0 && (
              <LinkButton href={paths.newCase(org, { response: id })}>Open a case</LinkButton>
            )}
            {can.addGap && (
              <>
                <LinkButton href={paths.newGapEvidence(org, { response: id })}>Link it to a gap</LinkButton>
                <LinkButton href={paths.newGap(org, { response: id, touchpoint: touchpoint?.id })}>
                  Open a gap
                </LinkButton>
              </>
            )}
            {can.shapePersona && (
              <LinkButton href={paths.newPersonaExperienceEvidence(org, { response: id })}>
                Delight or pain of a persona…
              </LinkButton>
            )}
            {can.tell && <LinkButton href={paths.newStory(org, { response: id })}>Tell it as a story</LinkButton>}
          </div>
        </div>
      </Section>
    </div>
  )
}
