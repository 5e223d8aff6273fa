// What a touchpoint is: where a customer meets the company. Its channels and forms. Pure.
import { choice, form, optionalId, optionalLongText, text, version } from '#app/ui/schema.ts'

export const channels = [
  'in person',
  'phone',
  'website',
  'app',
  'e-mail',
  'chat',
  'post',
  'self-service',
  'social media',
  'signage',
  'partner',
] as const
export type Channel = (typeof channels)[number]
export const channelNames: Record<Channel, string> = {
  'in person': 'In person',
  phone: 'Phone',
  website: 'Website',
  app: 'App',
  'e-mail': 'E-mail',
  chat: 'Chat',
  post: 'Post',
  'self-service': 'Self-service',
  'social media': 'Social media',
  signage: 'Signs',
  partner: 'A partner',
}
export const channelName = (channel: string) => channelNames[channel as Channel] ?? channel

const touchpointFields = {
  name: text({ label: 'a name', max: 120 }),
  channel: choice(channels, { label: 'a channel' }),
  description: optionalLongText({ max: 2000 }),
  ownerId: optionalId(),
  unitId: optionalId(),
}
export const newTouchpointForm = form(touchpointFields)
export const editTouchpointForm = form({ ...touchpointFields, version: version() })
