import type {Call, EtcdctlCommand} from './command.ts'
import {headerFields, headerJson, headerOf} from './header.ts'

/** The store raises no alarms: a full disk refuses the write itself. */
async function none({store, show, hex}: Call): Promise<void> {
  const header = await headerOf(await store())
  show({simple: () => [], json: () => ({header: headerJson(header)}), fields: () => headerFields(header, hex)})
}

export const alarmList: EtcdctlCommand = {
  name: 'alarm list',
  usage: '',
  summary: 'Lists all alarms',
  readOnly: true,
  run: none,
}

export const alarmDisarm: EtcdctlCommand = {
  name: 'alarm disarm',
  usage: '',
  summary: 'Disarms all alarms',
  readOnly: true,
  run: none,
}
