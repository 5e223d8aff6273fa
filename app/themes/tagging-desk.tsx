import { useActionData, useRevalidator } from '@remix-run/react'
import { clsx } from 'clsx'
import { useEffect, useMemo, useRef, useState } from 'react'
import { paths } from '#app/paths.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { controlLook } from '#app/ui/field-frame.tsx'
import { HiddenField } from '#app/ui/field.tsx'
import { FormProblems } from '#app/ui/form-problems.tsx'
import { plural } from '#app/ui/format.ts'
import { useHydrated } from '#app/ui/hydrated.ts'
import { useFormKey } from '#app/ui/organisation.ts'
import { type Shortcut, useShortcuts, useShortcutsAllowed } from '#app/ui/shortcuts.ts'
import type { FormAnswer } from '#app/ui/schema.ts'
import { Badge } from '#app/ui/status.tsx'
import { sendTags } from './send-tags.ts'
import { Verbatim } from './verbatim.tsx'

interface Theme {
  id: string
  name: string
}

interface Row {
  id: string
  answeredOn: string
  texts: string[]
  postName: string
  touchpointName: string | null
  themes: (Theme & { byWords: boolean })[]
}

interface TaggingDeskProps {
  org: string
  /** The address of this very list. */
  here: string
  rows: Row[]
  themes: Theme[]
  atHand: Theme[]
  last: { themeId: string; themeName: string; responseIds: string[] } | null
  next: string | null
  previous: string | null
}

interface Done {
  theme: Theme
  ids: string[]
}

/**
 * Responses and the themes at hand: one form, so that it works without JavaScript; with it, single keys tag and the list stays where it is.
 */
export function TaggingDesk(props: TaggingDeskProps) {
  // Another list is another desk: what was done on this one is no more of interest there.
  return <Desk key={props.rows.map(({ id }) => id).join()} {...props} />
}

function Desk({ org, here, rows, themes, atHand, last, next, previous }: TaggingDeskProps) {
  const hydrated = useHydrated()
  const formKey = useFormKey()
  const [at, setAt] = useState(0)
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [done, setDone] = useState<Done[]>([])
  const [said, setSaid] = useState('')
  const name = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLOListElement>(null)
  const { revalidate } = useRevalidator()
  const { send, waiting } = useMemo(() => sendTags(formKey), [formKey])
  useEffect(() => {
    const stay = (event: BeforeUnloadEvent) => waiting() > 0 && event.preventDefault()
    window.addEventListener('beforeunload', stay)
    return () => window.removeEventListener('beforeunload', stay)
  }, [waiting])
  const tagsOf = (id: string) => done.filter(({ ids }) => ids.includes(id)).map(({ theme }) => theme)

  function goTo(place: number) {
    const to = Math.max(0, Math.min(rows.length - 1, place))
    setAt(to)
    const card = list.current?.children[to] as HTMLElement | undefined
    card?.scrollIntoView({ block: 'nearest' })
    card?.focus({ preventScroll: true })
  }

  async function tag(theme: Theme | { id: null; name: string }) {
    const ids = ticked.size ? [...ticked] : [rows[at]!.id]
    const known = theme.id ? theme : themes.find((one) => one.name.toLowerCase() === theme.name.toLowerCase())
    const entry = { theme: { id: known?.id ?? '', name: theme.name }, ids }
    setDone([...done, entry])
    setTicked(new Set())
    setSaid(`${plural(ids.length, 'response')} tagged with ${theme.name}.`)
    if (!ticked.size) goTo(rows.findIndex(({ id }, place) => place > at && !tagsOf(id).length))
    const problem = await send(paths.tagging(org), {
      responseIds: ids,
      ...(known ? { themeId: known.id } : { themeName: theme.name }),
    })
    if (problem) {
      setDone((all) => all.filter((one) => one !== entry))
      setSaid(problem)
    } else if (!known || rows.every(({ id }) => ids.includes(id) || tagsOf(id).length)) revalidate()
  }

  async function undo() {
    const entry = done.at(-1) ?? (last && { theme: { id: last.themeId, name: last.themeName }, ids: last.responseIds })
    if (!entry?.theme.id) return
    const problem = await send(paths.taggingUndo(org), { themeId: entry.theme.id, responseIds: entry.ids })
    setSaid(problem ?? `Taken back: ${plural(entry.ids.length, 'response')} from ${entry.theme.name}.`)
    if (problem) return
    if (done.length) setDone(done.slice(0, -1))
    else revalidate()
  }

  const toggle = (id: string) =>
    setTicked((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]))

  const shortcuts: Shortcut[] = [
    { keys: 'j', label: 'Next response', run: () => goTo(at + 1) },
    { keys: 'k', label: 'Response before', run: () => goTo(at - 1) },
    { keys: 'x', label: 'Tick this response', run: () => toggle(rows[at]!.id) },
    { keys: 't', label: 'Theme by name', run: () => name.current?.focus() },
    { keys: 'u', label: 'Undo the last', run: () => void undo() },
    ...atHand.map((theme, place) => ({ keys: String(place + 1), label: theme.name, run: () => void tag(theme) })),
  ]
  useShortcuts(shortcuts)
  const keys = useShortcutsAllowed() && hydrated

  // Without JavaScript, what was not accepted is said here, whichever page sent it.
  const refused = useActionData<FormAnswer>()
  const chosen = ticked.size ? plural(ticked.size, 'response') : 'the current response'
  return (
    <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_17rem] lg:items-start">
      <form
        id="tagging"
        method="post"
        action={paths.tagging(org)}
        className="contents"
        onSubmit={(event) => {
          if (!hydrated) return
          event.preventDefault()
          const button = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null
          const theme = atHand.find(({ id }) => id === button?.value)
          const typed = name.current?.value.trim() ?? ''
          if (theme) void tag(theme)
          else if (typed) void tag({ id: null, name: typed })
          if (!theme && typed) {
            name.current!.value = ''
            name.current!.blur()
          }
        }}
      >
        <HiddenField name="_form" value="tagging" />
        <HiddenField name="_key" value={formKey} />
        <HiddenField name="_back" value={here} />
        {refused?.ok === false && refused.form === 'tagging' && <FormProblems formId="tagging" answer={refused} />}
        <ol ref={list} aria-label="Responses" className="grid gap-3">
          {rows.map((row, place) => (
            <Card
              key={row.id}
              row={row}
              tags={tagsOf(row.id)}
              current={keys && place === at}
              ticked={ticked.has(row.id)}
              onTick={() => toggle(row.id)}
              onFocus={() => setAt(place)}
            />
          ))}
        </ol>
        <div className="grid gap-4 rounded-lg border border-line bg-raised p-4 max-lg:sticky max-lg:bottom-14 max-lg:z-10 max-lg:max-h-[45dvh] max-lg:overflow-y-auto max-lg:shadow-lift lg:sticky lg:top-6 print:hidden">
          <div>
            <label htmlFor="theme-name" className="text-sm font-medium">
              Theme by name
            </label>
            <p id="theme-name-hint" className="mb-1.5 text-sm text-ink-muted">
              A new name adds a theme.
            </p>
            <span className="flex gap-2">
              <input
                ref={name}
                id="theme-name"
                name="themeName"
                list="theme-names"
                maxLength={120}
                autoComplete="off"
                aria-describedby="theme-name-hint"
                onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
                className={clsx(controlLook, 'min-w-0 flex-1')}
              />
              <Button type="submit" variant="primary">
                Tag
              </Button>
            </span>
            <datalist id="theme-names">
              {themes.map((theme) => (
                <option key={theme.id} value={theme.name} />
              ))}
            </datalist>
          </div>
          {atHand.length > 0 && (
            <div className="grid gap-1" role="group" aria-label="Themes used most">
              {atHand.map((theme, place) => (
                <Button
                  key={theme.id}
                  type="submit"
                  name="themeId"
                  value={theme.id}
                  size="small"
                  className="w-full justify-start! text-start whitespace-normal py-1"
                >
                  {keys && <Key>{place + 1}</Key>}
                  <span className="min-w-0">{theme.name}</span>
                </Button>
              ))}
            </div>
          )}
          <p role="status" className="text-sm text-ink-muted">
            {said || (hydrated ? `Tags ${chosen}.` : 'Tick responses, then choose a theme.')}
          </p>
          {hydrated && (done.length > 0 || last) && (
            <Button size="small" onClick={() => void undo()}>
              {keys && <Key>u</Key>} Undo the last
            </Button>
          )}
          {keys && (
            <p className="text-xs text-ink-muted max-lg:hidden">
              <Key>j</Key> next, <Key>k</Key> back, <Key>x</Key> tick, <Key>t</Key> theme by name
            </p>
          )}
        </div>
      </form>
      {!hydrated && last && <UndoWithoutScript org={org} here={here} last={last} formKey={formKey} />}
      {(next || previous) && (
        <div className="flex gap-2">
          {previous && (
            <LinkButton href={previous} size="small">
              Newer
            </LinkButton>
          )}
          {next && (
            <LinkButton href={next} size="small">
              Older
            </LinkButton>
          )}
        </div>
      )}
    </div>
  )
}

const Key = ({ children }: { children: string | number }) => (
  <kbd className="tabular inline-flex min-w-5 shrink-0 justify-center rounded-sm border border-line-strong/50 bg-sunken px-1 font-sans text-xs">
    {children}
  </kbd>
)

interface CardProps {
  row: Row
  /** What was added on this page. */
  tags: Theme[]
  current: boolean
  ticked: boolean
  onTick: () => void
  onFocus: () => void
}

function Card({ row, tags, current, ticked, onTick, onFocus }: CardProps) {
  const all = [...row.themes, ...tags]
  return (
    <li
      tabIndex={-1}
      aria-current={current || undefined}
      onFocus={onFocus}
      className={clsx(
        'grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 rounded-lg border p-3 outline-none',
        current ? 'border-accent bg-accent-soft/40' : 'border-line bg-raised',
        tags.length > 0 && 'opacity-70',
      )}
    >
      <input
        type="checkbox"
        name="responseIds"
        value={row.id}
        checked={ticked}
        onChange={onTick}
        aria-label={`Tick: ${row.texts.join(' ').slice(0, 60)}`}
        className="mt-1 size-4.5 accent-accent pointer-coarse:size-5.5 print:invisible"
      />
      <Verbatim
        verbatim={row}
        actions={all.map((theme) => (
          <Badge key={theme.id || theme.name} tone="info">
            {theme.name}
          </Badge>
        ))}
      />
    </li>
  )
}

interface UndoProps extends Required<Pick<TaggingDeskProps, 'org' | 'here'>> {
  last: NonNullable<TaggingDeskProps['last']>
  formKey: string
}

function UndoWithoutScript({ org, here, last, formKey }: UndoProps) {
  return (
    <form method="post" action={paths.taggingUndo(org)} className="flex flex-wrap items-center gap-3 text-sm">
      <HiddenField name="_form" value="undo" />
      <HiddenField name="_key" value={`${formKey}.undo`} />
      <HiddenField name="_back" value={here} />
      <HiddenField name="themeId" value={last.themeId} />
      {last.responseIds.map((id) => (
        <HiddenField key={id} name="responseIds" value={id} />
      ))}
      <span>
        You tagged {plural(last.responseIds.length, 'response')} with “{last.themeName}”.
      </span>
      <Button type="submit" size="small">
        Undo
      </Button>
    </form>
  )
}
