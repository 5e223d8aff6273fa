/** Action plans of the initiative “A quiet garden on the roof”. */
import type { DemoPlan } from '../types.ts'

export const roofGarden: DemoPlan[] = [
  {
    key: 'roof-study',
    initiative: 'roof-garden',
    name: 'Load and access study for the roof',
    purpose: 'Can the roof of Concourse A carry a garden, and can everybody reach it?',
    owner: 'celia',
    reviewer: 'meera',
    cadence: 'monthly',
    kpi: null,
    recordedOn: -412,
    starts: -410,
    ends: -250,
    archivedOn: -246,
    milestones: [
      {
        name: 'Engineers’ report',
        due: -300,
        reached: -262,
      },
    ],
    items: [
      {
        title: 'Appoint engineers',
        owner: 'celia',
        due: -380,
        done: -378,
      },
      {
        title: 'Open the roof in three places and look',
        owner: 'celia',
        due: -340,
        done: -331,
        weight: 2,
        moves: [
          {
            on: -352,
            to: -330,
            reason: 'Rain for two weeks.',
          },
        ],
      },
      {
        title: 'Report on what the roof carries',
        owner: 'celia',
        due: -300,
        done: -262,
        weight: 3,
        evidence: 'https://example.invalid/bayline/roof-report',
        moves: [
          {
            on: -310,
            to: -268,
            reason: 'The drawings did not agree with the roof.',
          },
        ],
      },
      {
        title: 'Report on access without stairs',
        owner: 'olu',
        due: -280,
        done: -258,
        weight: 2,
        evidence: 'https://example.invalid/bayline/roof-access',
      },
    ],
    updates: [
      {
        on: -390,
        status: 'on track',
        text: 'Engineers appointed; they asked for drawings from 31 years ago and we have them.',
        next: 'Open the roof.',
      },
      {
        on: -362,
        status: 'on track',
        text: 'The drawings show a stronger roof than the one they can see from outside.',
        next: 'Open it in three places when the rain stops.',
      },
      {
        on: -333,
        status: 'at risk',
        text: 'Opened: two of three places are not built as drawn.',
        next: 'Calculate again.',
      },
      {
        on: -300,
        status: 'off track',
        text: 'First figures say a third of the load we would need.',
        next: 'Ask what a smaller garden would weigh.',
      },
      {
        on: -262,
        status: 'off track',
        text: 'Final: a third of the load, and no way up without stairs unless we build a lift for 1.9 million. I recommend that we stop.',
        next: 'Bring it to Meera for a decision.',
        help: 'A decision to stop, please, before anybody falls in love with the drawings.',
      },
    ],
  },
]
