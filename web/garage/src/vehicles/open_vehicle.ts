import { createContext, use } from 'react'
import type { Vehicle } from './vehicles'

export const OpenVehicle = createContext<Vehicle | null>(null)

/** The vehicle whose page the tab is on. */
export function useOpenVehicle(): Vehicle {
  const vehicle = use(OpenVehicle)
  if (!vehicle) throw new Error('not on the page of a vehicle')
  return vehicle
}
