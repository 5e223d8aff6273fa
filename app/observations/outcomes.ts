// What came of an observation, in words. Pure.

const kindWords = { gap: 'gap', theme: 'theme', initiative: 'initiative', persona_experience: 'persona' } as const
export type OutcomeKind = keyof typeof kindWords

const stateWords: Record<OutcomeKind, Record<string, string>> = {
  gap: { open: 'open', 'being closed': 'being closed', closed: 'closed', accepted: 'we live with it' },
  theme: { undecided: 'not decided yet', act: 'we act', watch: 'we watch', decline: 'declined' },
  initiative: {},
  persona_experience: {},
}

/** “Gap, being closed”. */
export const outcomeWords = ({ kind, state }: { kind: OutcomeKind; state: string }) =>
  `${kindWords[kind].charAt(0).toUpperCase()}${kindWords[kind].slice(1)}, ${stateWords[kind][state] ?? state}`
