import assert from 'node:assert/strict'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {reloadedEncryption} from '../../../src/cluster/apiserver/encryption/index.ts'
import {ReloadedFile} from '../../../src/cluster/apiserver/reloaded-file.ts'
import type {Logger} from '../../../src/cluster/runtime/logger.ts'
import {stillTime} from '../../support/still-time.ts'

describe('configuration files', () => {
  let folder: string
  let path: string
  let now: number
  let errors: string[]

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kctl-reload-'))
    path = join(folder, 'file')
    now = 0
    errors = []
  })
  afterEach(() => rmSync(folder, {recursive: true, force: true}))

  const log = {info() {}, error: (_, fields) => errors.push(String(fields?.['error']))} as Partial<Logger> as Logger
  const write = (text: string): void => {
    writeFileSync(path, text)
    now += 5000
  }
  const load = (): string => {
    const text = readFileSync(path, 'utf8')
    if (text.includes('bad')) throw new Error('bad file')
    return text
  }

  it('are read again when they change, and not before', () => {
    write('one')
    let loads = 0
    const file = new ReloadedFile({path, load: () => `${load()}${++loads}`, now: () => now, log})

    const first = [file.current, file.current]
    now += 5000
    first.push(file.current)
    write('another')
    const second = file.current

    assert.deepEqual(first, ['one1', 'one1', 'one1'])
    assert.equal(second, 'another2')
  })

  it('hold on as they were while what is new is wrong', () => {
    write('one')
    const file = new ReloadedFile({path, load, now: () => now, log})

    write('a bad one')
    const meanwhile = [file.current, file.current]
    rmSync(path)
    now += 5000
    meanwhile.push(file.current)
    write('good again')

    assert.deepEqual(meanwhile, ['one', 'one', 'one'])
    assert.equal(file.current, 'good again')
    assert.equal(errors[0], 'bad file')
    assert.match(errors[1]!, /^ENOENT/)
    assert.equal(errors.length, 2)
  })

  it('of encryption change what is written, and what is read of old keys as long as they are there', () => {
    const key = (name: string) => ({name, secret: Buffer.alloc(32, name).toString('base64')})
    const configure = (...names: string[]) =>
      write(
        JSON.stringify({
          apiVersion: 'apiserver.config.k8s.io/v1',
          kind: 'EncryptionConfiguration',
          resources: [{resources: ['secrets'], providers: [{aescbc: {keys: names.map(key)}}]}],
        }),
      )
    configure('one')
    const secrets = reloadedEncryption(path, {time: {...stillTime, now: () => now}, log}).for({
      group: '',
      resource: 'secrets',
    })

    const old = secrets.toStorage(Buffer.from('a'), '/s')
    configure('two', 'one')
    const read = secrets.fromStorage(old, '/s')
    const fresh = secrets.toStorage(Buffer.from('a'), '/s')
    configure('two')

    assert.deepEqual([Buffer.from(read.data).toString(), read.stale], ['a', true])
    assert.match(Buffer.from(fresh).toString('latin1'), /^k8s:enc:aescbc:v1:two:/)
    assert.throws(() => secrets.fromStorage(old, '/s'), /no matching key was found/)
  })
})
