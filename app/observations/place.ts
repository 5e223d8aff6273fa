// Where something was seen, in words. Pure.

export interface Placed {
  touchpointName: string | null
  stepName: string | null
  place: string
}

/** “Checkpoint North · Put the tray down · lane 3”. */
export const placeWords = ({ touchpointName, stepName, place }: Placed) =>
  [touchpointName, stepName, place].filter((word) => word).join(' · ') || 'no place given'
