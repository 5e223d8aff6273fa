// The mails Sirius writes, as text and as HTML. Pure: the same facts give the same mail.

export interface Mail {
  subject: string
  text: string
  html: string
}

export const mailKinds = ['invitation', 'password_reset', 'digest', 'checkpoint'] as const
export type MailKind = (typeof mailKinds)[number]
export const mailKindNames: Record<MailKind, string> = {
  invitation: 'Invitation',
  password_reset: 'Password reset',
  digest: 'Daily digest',
  checkpoint: 'Checkpoint',
}

export const mailStates = ['queued', 'sent', 'kept', 'failed'] as const
export type MailState = (typeof mailStates)[number]
export const mailStateNames: Record<MailState, string> = {
  queued: 'Waiting',
  sent: 'Sent',
  kept: 'Kept here',
  failed: 'Not delivered',
}
export const mailStateTones = { queued: 'info', sent: 'done', kept: 'neutral', failed: 'bad' } as const
export const mailStateHints: Record<MailState, string> = {
  queued: 'It will be sent in a moment, and tried again if the mail server does not answer.',
  sent: 'The mail server took it. Links in it were removed from this copy.',
  kept: 'No mail server is set up, so nobody received it. Read it here and pass it on.',
  failed: 'The mail server did not take it. Correct the address or the server, then try again.',
}

/** Asks a person to join an organisation. */
export function invitationMail(given: {
  person: string
  organisation: string
  invitedBy: string
  role: string
  link: string
  days: number
}): Mail {
  const { person, organisation, invitedBy, role, link, days } = given
  return compose({
    subject: `${invitedBy} invites you to ${organisation} on Sirius`,
    greeting: person,
    paragraphs: [
      `${invitedBy} invites you to join ${organisation} on Sirius, where its customer-experience strategy is kept. You will be its ${role.toLowerCase()}.`,
    ],
    button: { label: 'Accept the invitation', link },
    closing: [`The link works once, for ${days} days. If you did not expect this, you need not do anything.`],
  })
}

/** The way to a new password. */
export function passwordResetMail(given: { person: string; link: string; minutes: number }): Mail {
  return compose({
    subject: 'Choose a new password for Sirius',
    greeting: given.person,
    paragraphs: ['Somebody, probably you, asked for a new password for your Sirius account.'],
    button: { label: 'Choose a new password', link: given.link },
    closing: [
      `The link works once, for ${given.minutes} minutes. If it was not you, ignore this mail: your password stays as it is.`,
    ],
  })
}

export interface DigestDuty {
  title: string
  /** Why it is on the list: “Update of the plan is due”. */
  why: string
  /** When it is due, in words: “today”, “3 days late”. */
  due: string
  /** A path of the site, or a whole address. */
  href: string
}

/** What a person owes today; each link opens a page and does nothing by itself. */
export function digestMail(given: {
  person: string
  organisation: { name: string; slug: string }
  duties: readonly DigestDuty[]
  /** Scheme and host, without a trailing slash. */
  address: string
}): Mail {
  const { person, organisation, duties, address } = given
  const count = duties.length === 1 ? 'One thing is' : `${duties.length} things are`
  const absolute = (href: string) => (href.startsWith('/') ? address + href : href)
  return compose({
    subject: `${duties.length === 1 ? 'One duty' : `${duties.length} duties`} at ${organisation.name}`,
    greeting: person,
    paragraphs: [`${count} waiting for you at ${organisation.name}.`],
    list: duties.map((duty) => ({ ...duty, href: absolute(duty.href) })),
    button: { label: 'Open My duties', link: `${address}/${organisation.slug}/duties` },
    closing: [`You can switch this daily mail off in your account: ${address}/${organisation.slug}/account`],
  })
}

/** A signed checkpoint for somebody who keeps it outside Sirius. */
export function checkpointMail(given: {
  organisation: string
  size: number
  /** The head as hex, and as words. */
  head: string
  words: string
  /** The signed line, exactly as it must be kept. */
  line: string
  /** The page of the proof. */
  link: string
}): Mail {
  const { organisation, size, head, words, line, link } = given
  return compose({
    subject: `Checkpoint of ${organisation}: ${size} events`,
    greeting: 'keeper of checkpoints',
    paragraphs: [
      `The history of ${organisation} has ${size} events now. Keep this mail where nobody who runs Sirius can change it.`,
      `Its head in words: ${words}.`,
    ],
    button: { label: 'Open the proof of the history', link },
    closing: [
      `The head: ${head}`,
      'The signed checkpoint, one line. Put such lines into a file to check an exported history with sirius-verify.mjs:',
      line,
    ],
  })
}

// ── Composition ─────────────────────────────────────────────────────────────────────────────────────────────────────

interface Content {
  subject: string
  greeting: string
  paragraphs: string[]
  list?: readonly DigestDuty[]
  button: { label: string; link: string }
  closing: string[]
}

/** One line without control characters: what may stand in a header. */
export const headerText = (text: string) =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, 200)

const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c]!)

function compose(content: Content): Mail {
  return { subject: headerText(content.subject), text: textOf(content), html: htmlOf(content) }
}

function textOf({ greeting, paragraphs, list = [], button, closing }: Content): string {
  const lines = [`Hello ${headerText(greeting)},`, ...paragraphs.map(headerText)]
  if (list.length)
    lines.push(
      list
        .map(
          ({ title, why, due, href }) => `- ${headerText(title)} (${headerText(due)})\n  ${headerText(why)}\n  ${href}`,
        )
        .join('\n'),
    )
  lines.push(`${button.label}:\n${button.link}`, ...closing)
  return `${lines.join('\n\n')}\n\nSirius\n`
}

// Mail programs know little of CSS: inline styles, no images, nothing loaded from anywhere.
const font = 'font-family:system-ui,-apple-system,Segoe UI,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5'
const muted = 'color:#5f6672;font-size:14px;margin:0 0 16px'

function htmlOf({ subject, greeting, paragraphs, list = [], button, closing }: Content): string {
  const items = list
    .map(
      ({ title, why, due, href }) =>
        `<li style="margin:0 0 12px"><a href="${escaped(href)}" style="color:#1f4fa3;font-weight:600">${escaped(title)}</a> · ${escaped(due)}<br><span style="color:#5f6672">${escaped(why)}</span></li>`,
    )
    .join('')
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px;${font}"><div style="max-width:560px;margin:0 auto">
<p style="margin:0 0 16px">Hello ${escaped(greeting)},</p>
${paragraphs.map((text) => `<p style="margin:0 0 16px">${escaped(text)}</p>`).join('\n')}
${items && `<ul style="padding-left:20px;margin:0 0 16px">${items}</ul>`}
<p style="margin:24px 0"><a href="${escaped(button.link)}" style="background:#1f4fa3;color:#ffffff;text-decoration:none;padding:12px 20px;border-radius:6px;display:inline-block;font-weight:600">${escaped(button.label)}</a></p>
<p style="${muted}">If the button does not work, open this address:<br>${escaped(button.link)}</p>
${closing.map((text) => `<p style="${muted}">${escaped(text)}</p>`).join('\n')}
<p style="${muted}">Sirius</p>
</div></body></html>`
}

const secretLink = /(\/(?:invitation|password-reset|set-up)\/)[\w-]{20,}/g

/** The text without the secret part of its links, for everybody but the person it was written to. */
export const withoutSecrets = (text: string) => text.replace(secretLink, '$1…')
