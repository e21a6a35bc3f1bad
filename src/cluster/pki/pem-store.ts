import {randomBytes} from 'node:crypto'
import {chmodSync, linkSync, readFileSync, unlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {makeFolder} from '../../client/embedded/make-folder.ts'

/** Where keys and certificates are kept, each under a file name such as `ca.crt`. */
export interface PemStore {
  read(name: string): string | undefined
  /** Keeps `text` unless the name is taken; answers what is kept. */
  keep(name: string, text: string): string
  /** Keeps `text` whatever was there. */
  replace(name: string, text: string): void
}

/** Files of mode 0600 in a folder of mode 0700; whoever writes first wins, also among processes. */
export class PemFolder implements PemStore {
  readonly folder: string

  constructor(folder: string) {
    this.folder = folder
  }

  read(name: string): string | undefined {
    try {
      return readFileSync(join(this.folder, name), 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }

  keep(name: string, text: string): string {
    const draft = this.draft(name, text)
    try {
      linkSync(draft, join(this.folder, name))
      return text
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      return readFileSync(join(this.folder, name), 'utf8')
    } finally {
      unlinkSync(draft)
    }
  }

  replace(name: string, text: string): void {
    makeFolder(this.folder)
    writeFileSync(join(this.folder, name), text, {mode: 0o600})
    chmodSync(join(this.folder, name), 0o600)
  }

  private draft(name: string, text: string): string {
    makeFolder(this.folder)
    const path = join(this.folder, `.${name}.${randomBytes(6).toString('hex')}`)
    writeFileSync(path, text, {mode: 0o600, flag: 'wx'})
    return path
  }
}

/** Keeps them for this process only. */
export class PemMemory implements PemStore {
  private readonly texts = new Map<string, string>()

  read(name: string): string | undefined {
    return this.texts.get(name)
  }

  keep(name: string, text: string): string {
    if (!this.texts.has(name)) this.texts.set(name, text)
    return this.texts.get(name)!
  }

  replace(name: string, text: string): void {
    this.texts.set(name, text)
  }
}
