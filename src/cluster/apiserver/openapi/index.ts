/**
 * What the API looks like, for clients that ask: OpenAPI v3 by group and version, and all of it as v2. Everything derives from the registry of
 * kinds and the schema table, and is made when somebody asks for it.
 */
import {createHash} from 'node:crypto'
import type {JsonObject} from '../../../api/object.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import type {ResourceRegistry} from '../../resources/registry.ts'
import {headerOf} from '../encoding/negotiate.ts'
import type {ServerRequest} from '../server-request.ts'
import {type BuiltHashes, readBuiltHashes} from './built-hashes.ts'
import {type Descriptions, readDescriptions} from './descriptions.ts'
import {type DocumentMaker, documentMakers} from './documents.ts'

interface MadeDocument {
  text: string
  hash: string
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

const protobufType = 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf'

/** Answers `/openapi/v3`, the documents under it, and `/openapi/v2`. */
export class OpenApiDocuments {
  private readonly registry: ResourceRegistry
  private readonly others: OtherDocuments | undefined
  private generation = -1
  private makers = new Map<string, DocumentMaker>()
  private made = new Map<string, MadeDocument>()
  /** Of the kinds that are served here. */
  private ownSwagger?: JsonObject
  private swagger?: {others: string; text: string; hash: string; protobuf?: Uint8Array}
  private descriptions?: Promise<Descriptions>
  private built?: Promise<BuiltHashes>

  constructor(registry: ResourceRegistry, others?: OtherDocuments) {
    this.registry = registry
    this.others = others
  }

  /** Undefined where there is no such document. */
  async answer(path: string, request: ServerRequest): Promise<ApiResponse | undefined> {
    this.refresh()
    if (path === '/openapi/v2') return this.version2(request)
    if (path === '/openapi/v3' || path === '/openapi/v3/') return this.index()
    const key = path.replace('/openapi/v3/', '')
    const document = await this.document(key)
    return document && this.version3(key, document, request)
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
    const text = JSON.stringify(maker.make(await this.descriptions))
    const document = {text, hash: (await this.builtHash(key)) ?? hashOf(text)}
    this.made.set(key, document)
    return document
  }

  /** Undefined where only the document itself tells. */
  private async builtHash(key: string): Promise<string | undefined> {
    this.built ??= readBuiltHashes()
    const hashes = await this.built
    return this.makers.get(key)?.builtIn ? hashes[key] : undefined
  }

  private async index(): Promise<ApiResponse> {
    const paths: JsonObject = {}
    for (const key of this.makers.keys()) {
      const hash = (await this.builtHash(key)) ?? (await this.document(key))?.hash
      paths[key] = {serverRelativeURL: `/openapi/v3/${key}?hash=${hash}`}
    }
    for (const [key, serverRelativeURL] of this.others?.openApiPaths() ?? []) paths[key] = {serverRelativeURL}
    return {
      status: 200,
      headers: {'content-type': 'text/plain; charset=utf-8'},
      body: {type: 'text', text: JSON.stringify({paths})},
    }
  }

  private version3(key: string, {text, hash}: MadeDocument, request: ServerRequest): ApiResponse {
    const asked = new URL(request.url, 'http://host').searchParams.get('hash')
    const headers: Record<string, string> = {'content-type': 'application/json', etag: `"${hash}"`, vary: 'Accept'}
    if (asked !== null && asked !== hash)
      return {
        status: 301,
        headers: {...headers, location: `/openapi/v3/${key}?hash=${hash}`},
        body: {type: 'bytes', bytes: new Uint8Array()},
      }
    if (asked === hash) headers['cache-control'] = 'public, immutable'
    if (headerOf(request, 'if-none-match') === `"${hash}"`) return unchanged(headers)
    return {status: 200, headers, body: {type: 'text', text}}
  }

  private async version2(request: ServerRequest): Promise<ApiResponse> {
    const swagger = await this.currentSwagger()
    const headers = {etag: `"${swagger.hash}"`, vary: 'Accept-Encoding, Accept'}
    const wantsProtobuf = headerOf(request, 'accept').includes(protobufType)
    const type = wantsProtobuf ? protobufType.replace('@', '.') : 'application/json'
    if (headerOf(request, 'if-none-match') === headers.etag) return unchanged(headers)
    if (!wantsProtobuf)
      return {status: 200, headers: {...headers, 'content-type': type}, body: {type: 'text', text: swagger.text}}
    const {encodeDocument} = await import('./gnostic.ts')
    swagger.protobuf ??= encodeDocument(JSON.parse(swagger.text) as JsonObject)
    return {status: 200, headers: {...headers, 'content-type': type}, body: {type: 'bytes', bytes: swagger.protobuf}}
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
    this.swagger = {others, text, hash: hashOf(text)}
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

const unchanged = (headers: Record<string, string>): ApiResponse => ({
  status: 304,
  headers,
  body: {type: 'bytes', bytes: new Uint8Array()},
})
