// The wire to the mail server. Nothing else in the app knows SMTP.
import { type Transporter, createTransport } from 'nodemailer'
import { type Mail, headerText } from './mail.ts'
import { mailFrom, mailHost } from './mail-settings.server.ts'

export interface Letter {
  /** Makes the Message-ID: the same letter sent twice is seen to be the same. */
  id: string
  to: { name: string; address: string }
  mail: Mail
}

let open: { url: string; transport: Transporter } | undefined

function transportTo(url: string): Transporter {
  if (open?.url === url) return open.transport
  open?.transport.close()
  const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }
  open = { url, transport: createTransport({ url, ...timeouts, disableFileAccess: true, disableUrlAccess: true }) }
  return open.transport
}

/** Hands a letter to the mail server; throws what went wrong. */
export async function deliver(url: string, { id, to, mail }: Letter) {
  await transportTo(url).sendMail({
    messageId: `<${id}@${mailHost()}>`,
    from: mailFrom(),
    to: { name: headerText(to.name), address: headerText(to.address) },
    subject: headerText(mail.subject),
    text: mail.text,
    html: mail.html,
    headers: { 'Auto-Submitted': 'auto-generated' },
  })
}

/** Whether trying again is pointless: the server refused this recipient or this letter for good. */
export function isFinal(error: unknown): boolean {
  const { responseCode, command } = (error ?? {}) as { responseCode?: number; command?: string }
  return responseCode !== undefined && responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA')
}

/** What to show of a delivery problem: the server's words, without addresses of credentials. */
export function deliveryProblem(error: unknown): string {
  const { response, code } = (error ?? {}) as { response?: string; code?: string }
  const words: Record<string, string> = {
    ECONNREFUSED: 'The mail server does not accept connections.',
    ECONNECTION: 'The mail server cannot be reached.',
    EDNS: 'The mail server’s name is not known.',
    ESOCKET: 'The connection to the mail server broke.',
    ETIMEDOUT: 'The mail server did not answer in time.',
    ETLS: 'The mail server’s certificate was not accepted.',
    EAUTH: 'The mail server did not accept the user name and password.',
  }
  const said = response ? `The mail server said: ${headerText(response)}` : undefined
  return said ?? words[code ?? ''] ?? 'The mail could not be handed over.'
}
