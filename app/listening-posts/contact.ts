// Whom to answer: what a file says of the person behind a response. Pure.

export interface Contact {
  name?: string
  email?: string
  phone?: string
}

export const contactParts = ['name', 'email', 'phone'] as const

/** What the cells of a line say of the person; null where nobody could be answered by it. */
export function contactOf({ names, email, phone }: { names: readonly string[]; email: string; phone: string }) {
  const contact: Contact = {}
  const name = names.join(' ').replace(/\s+/g, ' ').slice(0, 200)
  if (name) contact.name = name
  if (/^[^\s@]+@[^\s@]+$/.test(email) && email.length <= 320) contact.email = email
  if (/\d{3}/.test(phone.replace(/\D/g, '')) && phone.length <= 50) contact.phone = phone
  return contact.email || contact.phone ? contact : null
}
