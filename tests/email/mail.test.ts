import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digestMail, headerText, invitationMail, passwordResetMail, withoutSecrets } from '#app/email/mail.ts'

const token = 'A'.repeat(20) + '-_' + 'z'.repeat(21)
const invitation = {
  person: 'Nora New',
  organisation: 'Bay & Sons',
  invitedBy: 'Ada Minster',
  role: 'Contributor',
  link: `https://cx.example.com/invitation/${token}`,
  days: 7,
}

describe('what mails say', () => {
  test('an invitation says who, where, as what, how long, and holds the link in both parts', () => {
    const mail = invitationMail(invitation)
    expect(mail.subject).toBe('Ada Minster invites you to Bay & Sons on Sirius')
    for (const word of ['Nora New', 'Ada Minster', 'contributor', '7 days', invitation.link])
      expect(mail.text).toContain(word)
    expect(mail.html).toContain(`href="${invitation.link}"`)
    expect(mail.html).toContain('Bay &amp; Sons')
  })

  test('a reset mail says that it may be ignored', () => {
    const mail = passwordResetMail({ person: 'Bo', link: 'https://cx.example.com/password-reset/x', minutes: 10 })
    expect(mail.text).toMatch(/10 minutes/)
    expect(mail.text).toMatch(/ignore this mail/)
  })

  test('a digest lists every duty with an absolute link, and the way to switch it off', () => {
    const duties = [
      { title: 'Faster security', why: 'An update is due', due: 'today', href: '/bay/action-plans/1/updates/new' },
      { title: 'Clear signs', why: 'Your action item', due: '3 days late', href: 'https://elsewhere.example/x' },
    ]
    const given = {
      person: 'Bo',
      organisation: { name: 'Bay', slug: 'bay' },
      duties,
      address: 'https://cx.example.com',
    }
    const mail = digestMail(given)
    expect(mail.subject).toBe('2 duties at Bay')
    expect(mail.text).toContain(
      '- Faster security (today)\n  An update is due\n  https://cx.example.com/bay/action-plans/1/updates/new',
    )
    expect(mail.text).toContain('https://elsewhere.example/x')
    expect(mail.text).toContain('https://cx.example.com/bay/account')
    expect(digestMail({ ...given, duties: duties.slice(0, 1) }).subject).toBe('One duty at Bay')
  })
})

describe('whatever people call themselves', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      'a\r\nBcc: all@x.example',
      '<script>alert(1)</script>',
      '"><img src=x onerror=1>',
      '\u2028x',
      "' or 1",
    ),
  )

  test('subjects are one line, and HTML holds no tag of theirs', () => {
    fc.assert(
      fc.property(nasty, nasty, (person, organisation) => {
        const mail = invitationMail({ ...invitation, person, organisation, invitedBy: person })
        expect(mail.subject).not.toMatch(/[\r\n\u0000-\u001f\u2028\u2029]/)
        const tags = [...mail.html.matchAll(/<\/?([a-z!][a-z]*)/gi)].map((match) => match[1]!.toLowerCase())
        expect(new Set(tags)).toEqual(
          new Set(['!doctype', 'html', 'head', 'meta', 'title', 'body', 'div', 'p', 'a', 'br']),
        )
      }),
    )
  })

  test('a header is at most 200 characters without any control character', () => {
    fc.assert(fc.property(nasty, (text) => /^[^\p{Cc}\p{Zl}\p{Zp}]{0,200}$/u.test(headerText(text))))
  })
})

test('the secret of a link is taken out of a copy, and nothing else', () => {
  const { text, html } = invitationMail(invitation)
  expect(withoutSecrets(text)).not.toContain(token)
  expect(withoutSecrets(html)).not.toContain(token)
  expect(withoutSecrets(text)).toContain('https://cx.example.com/invitation/…')
  expect(withoutSecrets('see /bay/invitation/1 and /bay/initiatives/0190aaaa-bbbb')).toBe(
    'see /bay/invitation/1 and /bay/initiatives/0190aaaa-bbbb',
  )
})
