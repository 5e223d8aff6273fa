/** Whether JavaScript has taken over: false on the server and in the first render, so that both draw the same page. */
import { useSyncExternalStore } from 'react'

const never = () => () => {}

export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
