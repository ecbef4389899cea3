import { garageApi, unwrap, type Garage } from '@motovaultpro/api'
import { useMutation } from '@tanstack/react-query'
import { useRefreshVehicle } from '../vehicles/vehicles'

export type ImportReport = Garage['ImportReport']

export interface ImportJob {
  file: File
  time_zone: string
  dry_run: boolean
}

/** The largest file the service reads. */
export const largestFile_bytes = 10 * 1024 * 1024

/** Checks a file (dry run) or brings it in. The bytes go as they are: the service finds out encoding and format. */
export function useImport(vehicle: string) {
  const refresh = useRefreshVehicle(vehicle)
  return useMutation({
    mutationFn: ({ file, time_zone, dry_run }: ImportJob) =>
      unwrap(
        garageApi.POST('/api/vehicles/{vehicle}/imports', {
          params: { path: { vehicle }, query: { dry_run, time_zone } },
          headers: { 'Content-Type': 'text/csv' },
          body: file as unknown as string,
          bodySerializer: (bytes) => bytes,
        }),
      ),
    onSuccess: async (report) => {
      if (!report.dry_run) await refresh()
    },
  })
}

export const formatName: Record<ImportReport['format'], string> = { fuelio: 'Fuelio', lubelogger: 'LubeLogger' }

/** "1 fill-up", "12 fill-ups". */
export function fillUps(count: number): string {
  return count === 1 ? '1 fill-up' : `${count} fill-ups`
}
