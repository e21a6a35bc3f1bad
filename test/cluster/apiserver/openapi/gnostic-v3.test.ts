import assert from 'node:assert/strict'
import protobuf from 'protobufjs'
import {encodeDocument} from '../../../../src/cluster/apiserver/openapi/gnostic-v3.ts'
import {yamlNode} from '../../../../src/cluster/apiserver/openapi/yaml-node.ts'

/** The part of gnostic's messages that the documents here need. */
const {root} = protobuf.parse(`syntax = "proto3";
  message Any { string yaml = 2; }
  message NamedAny { string name = 1; Any value = 2; }
  message Reference { string ref = 1; }
  message DefaultType { oneof oneof { double number = 1; bool boolean = 2; string string = 3; } }
  message SchemaOrReference { oneof oneof { Schema schema = 1; Reference reference = 2; } }
  message NamedSchema { string name = 1; SchemaOrReference value = 2; }
  message Properties { repeated NamedSchema properties = 1; }
  message Schema {
    double minimum = 13; repeated string required = 23; repeated Any enum = 24; string type = 25;
    repeated SchemaOrReference all_of = 26; Properties properties = 31; DefaultType default = 33; repeated NamedAny extensions = 36;
  }
  message Components { Properties schemas = 1; }
  message Operation { repeated string tags = 1; string operation_id = 5; repeated NamedAny extensions = 13; }
  message PathItem { Operation get = 4; }
  message NamedPath { string name = 1; PathItem value = 2; }
  message Paths { repeated NamedPath paths = 1; }
  message Info { string title = 1; string version = 6; }
  message Document { string openapi = 1; Info info = 2; Paths paths = 4; Components components = 5; }`)

describe("an OpenAPI v3 document in gnostic's protobuf", () => {
  it('has its paths and schemas in their order, zero values that are defaults, and extensions as YAML', () => {
    const document = {
      openapi: '3.0.0',
      info: {title: 'Kubernetes', version: '1.34'},
      paths: {'/b': {get: {tags: ['t'], operationId: 'read', 'x-kubernetes-action': 'get'}}},
      components: {
        schemas: {
          b: {
            type: 'object',
            required: ['n'],
            properties: {
              n: {type: 'integer', default: 0, minimum: 1},
              e: {type: 'string', default: '', enum: ['', 'A']},
              o: {default: {}, allOf: [{$ref: '#/components/schemas/a'}]},
            },
            'x-kubernetes-list-map-keys': ['name'],
          },
          a: {},
        },
      },
    }

    const type = root.lookupType('Document')
    const decoded = type.toObject(type.decode(encodeDocument(document)), {defaults: false})

    assert.deepEqual(decoded, {
      openapi: '3.0.0',
      info: {title: 'Kubernetes', version: '1.34'},
      paths: {
        paths: [
          {
            name: '/b',
            value: {
              get: {
                tags: ['t'],
                operationId: 'read',
                extensions: [{name: 'x-kubernetes-action', value: {yaml: 'get\n'}}],
              },
            },
          },
        ],
      },
      components: {
        schemas: {
          properties: [
            {
              name: 'b',
              value: {
                schema: {
                  required: ['n'],
                  type: 'object',
                  properties: {
                    properties: [
                      {name: 'n', value: {schema: {type: 'integer', minimum: 1, default: {number: 0}}}},
                      {
                        name: 'e',
                        value: {
                          schema: {type: 'string', enum: [{yaml: '""\n'}, {yaml: 'A\n'}], default: {string: ''}},
                        },
                      },
                      {
                        name: 'o',
                        value: {schema: {default: {}, allOf: [{reference: {ref: '#/components/schemas/a'}}]}},
                      },
                    ],
                  },
                  extensions: [{name: 'x-kubernetes-list-map-keys', value: {yaml: '- name\n'}}],
                },
              },
            },
            {name: 'a', value: {schema: {}}},
          ],
        },
      },
    })
  })
})

const nodes: {name: string; value: unknown; yaml: string}[] = [
  {name: 'a word', value: 'atomic', yaml: 'atomic\n'},
  {name: 'what would be read as something else', value: 'true', yaml: '"true"\n'},
  {name: 'what would be a comment', value: 'a #b', yaml: "'a #b'\n"},
  {name: 'a truth', value: true, yaml: 'true\n'},
  {name: 'maps in a list', value: [{group: 'apps', kind: 'X'}], yaml: '- group: apps\n  kind: X\n'},
  {name: 'a list in a map', value: {a: ['b'], c: {d: 1}}, yaml: 'a:\n    - b\nc:\n    d: 1\n'},
  {name: 'a map in a map in a list', value: [{a: {b: 'C'}}], yaml: '- a:\n    b: C\n'},
]

describe('a node of YAML without a style', () => {
  for (const {name, value, yaml} of nodes)
    it(`is written as go-yaml v3 writes it: ${name}`, () => {
      assert.equal(yamlNode(value), yaml)
    })
})
