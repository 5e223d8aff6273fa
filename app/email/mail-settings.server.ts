// Where links in mails lead, who mails come from, and the mail server: settings of the process, read when they are needed.

/** Scheme and host of the site, without a trailing slash, such as `https://cx.example.com`. */
export function siteAddress(): string {
  const given = process.env.BASE_URL
  // Test runners put a path into this variable.
  const address = given && /^https?:\/\//.test(given) ? given : `http://localhost:${process.env.PORT ?? 3000}`
  return address.replace(/\/+$/, '')
}

/** The mail server; without one, mails are kept in the outbox. */
export const smtpUrl = (): string | undefined => process.env.SMTP_URL || undefined

export const mailFrom = (): string => process.env.MAIL_FROM || `Sirius <sirius@${mailHost()}>`

/** The host that makes Message-IDs unique. */
export const mailHost = () => new URL(siteAddress()).hostname
