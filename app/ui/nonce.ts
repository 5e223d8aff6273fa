/** The nonce that lets our own scripts run under the content security policy; known on the server only. */
import { createContext, useContext } from 'react'

export const NonceContext = createContext<string | undefined>(undefined)

export const useNonce = () => useContext(NonceContext)
