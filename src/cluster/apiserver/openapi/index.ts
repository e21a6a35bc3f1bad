/**
 * What the API looks like, for clients that ask: OpenAPI v3 by group and version, and all of it as v2. Everything derives from the registry of
 * kinds and the schema table, and is made when somebody asks for it.
 */
import {createHash} from 'node:crypto'
import {escapeHtml} from '../../../api/json/escape-html.ts'
import type {JsonObject} from '../../../api/object.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import type {ResourceRegistry} from '../../resources/registry.ts'
import type {Clock} from '../../runtime/clock.ts'
import {parseAccept} from '../encoding/media-type.ts'
import {headerOf} from '../encoding/negotiate.ts'
import type {ServerRequest} from '../server-request.ts'
import {type BuiltHashes, readBuiltHashes} from './built-hashes.ts'
import {type Descriptions, readDescriptions} from './descriptions.ts'
import {type DocumentMaker, documentMakers} from './documents.ts'
import {serveContent} from './serve-content.ts'

interface MadeDocument {
  text: string
  hash: string
  /** When it was made; milliseconds. */
  modified: number
  protobuf?: Uint8Array
}

/** An OpenAPI v2 document of an aggregated server. */
export interface OtherSwagger {
  /** The paths that count: `/apis/group/version/`. */
  prefix: string
  hash: string
  document: JsonObject
}

/** What aggregated servers tell of themselves. */
export interface OtherDocuments {
  /** OpenAPI v3 documents: `apis/group/version` and their URLs. */
  openApiPaths(): ReadonlyMap<string, string>
  /** In the order in which they are merged. */
  swaggers(): Promise<readonly OtherSwagger[]>
}

const protobufType = (version: 'v2' | 'v3'): string =>
  `application/com.github.proto-openapi.spec.${version}@v1.0+protobuf`

/** The name under which protobuf is sent, and may be asked for too: the other is no media type by the letter. */
const sentType = (version: 'v2' | 'v3'): string => protobufType(version).replace('@', '.')

/** Answers `/openapi/v3`, the documents under it, and `/openapi/v2`. */
export class OpenApiDocuments {
  private readonly registry: ResourceRegistry
  private readonly clock: Clock
  private readonly others: OtherDocuments | undefined
  private generation = -1
  private makers = new Map<string, DocumentMaker>()
  private made = new Map<string, MadeDocument>()
  /** Of the kinds that are served here. */
  private ownSwagger?: JsonObject
  private swagger?: MadeDocument & {others: string; protobuf?: Uint8Array}
  private descriptions?: Promise<Descriptions>
  private built?: Promise<BuiltHashes>

  constructor(registry: ResourceRegistry, clock: Clock, others?: OtherDocuments) {
    this.registry = registry
    this.clock = clock
    this.others = others
  }

  async answer(path: string, request: ServerRequest): Promise<ApiResponse> {
    this.refresh()
    if (path === '/openapi/v2') return this.version2(request)
    if (path === '/openapi/v3') return this.index(request)
    const key = path.replace('/openapi/v3/', '')
    const document = await this.document(key)
    return document ? await this.version3(key, document, request) : bare(404)
  }

  private refresh(): void {
    if (this.generation === this.registry.generation) return
    this.generation = this.registry.generation
    this.makers = documentMakers(this.registry)
    this.made = new Map()
    this.ownSwagger = undefined
    this.swagger = undefined
  }

  private async document(key: string): Promise<MadeDocument | undefined> {
    const known = this.made.get(key)
    if (known) return known
    const maker = this.makers.get(key)
    if (!maker) return undefined
    this.descriptions ??= readDescriptions()
    const text = escapeHtml(JSON.stringify(maker.make(await this.descriptions)))
    const document = {text, hash: (await this.builtHash(key)) ?? hashOf(text), modified: this.clock.now()}
    this.made.set(key, document)
    return document
  }

  /** Undefined where only the document itself tells. */
  private async builtHash(key: string): Promise<string | undefined> {
    this.built ??= readBuiltHashes()
    const hashes = await this.built
    return this.makers.get(key)?.builtIn ? hashes[key] : undefined
  }

  private async index(request: ServerRequest): Promise<ApiResponse> {
    const paths: JsonObject = {}
    for (const key of this.makers.keys()) {
      const hash = (await this.builtHash(key)) ?? (await this.document(key))?.hash
      paths[key] = {serverRelativeURL: `/openapi/v3/${key}?hash=${hash}`}
    }
    for (const [key, serverRelativeURL] of this.others?.openApiPaths() ?? []) paths[key] = {serverRelativeURL}
    const bytes = Buffer.from(JSON.stringify({paths}))
    return serveContent(request, {
      headers: {'content-type': 'text/plain; charset=utf-8'},
      bytes,
      modified: this.clock.now(),
    })
  }

  private async version3(key: string, document: MadeDocument, request: ServerRequest): Promise<ApiResponse> {
    const {text, hash, modified} = document
    const type = chosenType(request)
    if (!type) return bare(406, {vary: 'Accept'})
    const asked = new URL(request.url, 'http://host').searchParams.get('hash')
    const headers: Record<string, string> = {'content-type': type, etag: `"${hash}"`, vary: 'Accept'}
    if (asked !== null && asked !== hash)
      return {
        status: 301,
        headers: {...headers, location: `/openapi/v3/${key}?hash=${hash}`},
        body: {type: 'bytes', bytes: new Uint8Array()},
      }
    if (asked === hash) {
      headers['cache-control'] = 'public, immutable'
      headers['expires'] = inAYear(this.clock.now())
    }
    if (type === 'application/json') return serveContent(request, {headers, bytes: Buffer.from(text), modified})
    const {encodeDocument} = await import('./gnostic-v3.ts')
    document.protobuf ??= encodeDocument(JSON.parse(text) as JsonObject)
    return serveContent(request, {headers, bytes: document.protobuf, modified})
  }

  private async version2(request: ServerRequest): Promise<ApiResponse> {
    const swagger = await this.currentSwagger()
    const vary = 'Accept-Encoding, Accept'
    if (!accepts(request, [...json, protobufType('v2'), sentType('v2')])) return bare(406, {vary})
    const headers = {etag: `"${swagger.hash}"`, vary}
    const wantsProtobuf = headerOf(request, 'accept').includes(protobufType('v2'))
    const type = wantsProtobuf ? sentType('v2') : 'application/json'
    const content = {headers: {...headers, 'content-type': type}, modified: swagger.modified}
    if (!wantsProtobuf) return serveContent(request, {...content, bytes: Buffer.from(swagger.text)})
    const {encodeDocument} = await import('./gnostic.ts')
    swagger.protobuf ??= encodeDocument(JSON.parse(swagger.text) as JsonObject)
    return serveContent(request, {...content, bytes: swagger.protobuf})
  }

  private async currentSwagger(): Promise<NonNullable<OpenApiDocuments['swagger']>> {
    const all = (await this.others?.swaggers()) ?? []
    const others = all.map(({prefix, hash}) => `${prefix} ${hash}`).join()
    if (this.swagger?.others === others) return this.swagger
    let document = await this.makeOwnSwagger()
    if (all.length > 0) {
      const {mergeSwagger} = await import('./merge-swagger.ts')
      for (const other of all) document = mergeSwagger(document, other.document, other.prefix)
    }
    const text = JSON.stringify(document)
    this.swagger = {others, text, hash: hashOf(text), modified: this.clock.now()}
    return this.swagger
  }

  private async makeOwnSwagger(): Promise<JsonObject> {
    if (this.ownSwagger) return this.ownSwagger
    const {swaggerOf} = await import('./swagger.ts')
    const {shareParameters} = await import('./shared-parameters.ts')
    const documents: JsonObject[] = []
    for (const key of this.makers.keys()) {
      const document = await this.document(key)
      if (document) documents.push(JSON.parse(document.text) as JsonObject)
    }
    const own = shareParameters(swaggerOf(documents))
    // Kept only where it is needed again: it is large.
    if (this.others) this.ownSwagger = own
    return own
  }
}

const hashOf = (text: string): string => createHash('sha512').update(text).digest('hex').toUpperCase()

/** Whether a document is wanted in one of its forms. */
function accepts(request: ServerRequest, types: readonly string[]): boolean {
  const accept = headerOf(request, 'accept')
  return accept === '' || parseAccept(accept).some(({type}) => types.includes(type))
}

/** The form of an OpenAPI v3 document that a client wants most, of those there are. */
function chosenType(request: ServerRequest): string | undefined {
  const offered = ['application/json', sentType('v3')]
  for (const {type} of parseAccept(headerOf(request, 'accept') || '*/*')) {
    if (type === '*/*' || type === 'application/*') return offered[0]
    if (type === protobufType('v3')) return sentType('v3')
    if (offered.includes(type)) return type
  }
  return undefined
}

const json = ['application/json', 'application/*', '*/*']

const bare = (status: number, headers: Record<string, string> = {}): ApiResponse => ({
  status,
  headers,
  body: {type: 'bytes', bytes: new Uint8Array()},
})

/** As Go's RFC 1123 has it: a document that is asked for by its hash never changes. */
function inAYear(now: number): string {
  const date = new Date(now)
  date.setUTCFullYear(date.getUTCFullYear() + 1)
  return date.toUTCString().replace('GMT', 'UTC')
}
