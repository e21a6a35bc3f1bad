import {strict as assert} from 'node:assert'
import {executeTemplate, parseTemplate, type TemplateOptions} from '../../../src/api/go-template/index.ts'

const data = {
  kind: 'List',
  items: [
    {metadata: {name: 'a', labels: {x: '1', 'k/y': '2'}}, spec: {n: 1, f: 1.5, nil: null}},
    {metadata: {name: 'b'}},
  ],
  data: {p: 'aGVsbG8='},
}
const print = (source: string, options?: TemplateOptions) => executeTemplate(parseTemplate(source), data, options)

describe('go templates', () => {
  const prints: Record<string, string> = {
    '{{range .items}}{{.metadata.name}}{{"\\n"}}{{end}}': 'a\nb\n',
    '{{range $i, $e := .items}}{{$i}}={{$e.metadata.name}} {{end}}': '0=a 1=b ',
    '{{range $k, $v := (index .items 0).metadata.labels}}{{$k}}:{{$v}},{{end}}': 'k/y:2,x:1,',
    '{{if .nope}}x{{else if .kind}}y{{else}}z{{end}}': 'y',
    '{{.nope}} {{.nope.more}} {{(index .items 0).spec.nil}}': '<no value> <no value> <no value>',
    '{{printf "%s-%03d-%v-%q" .kind 3 1.5 "a"}}': 'List-003-1.5-"a"',
    '{{with $x := .data.p}}{{$x | base64decode | len}}{{end}}': '5',
    '{{- /* note */ -}}  x {{- .kind -}}  y': 'xListy',
    '{{define "T"}}[{{.}}]{{end}}{{template "T" .kind}}': '[List]',
    '{{$x := 1}}{{range .items}}{{$x = 2}}{{end}}{{$x}}': '2',
    '{{and true .kind}} {{or .nope "d"}} {{not .nope}} {{eq (index .items 0).spec.n 1}}': 'List d true true',
    '{{(index .items 0).metadata.labels}}': 'map[k/y:2 x:1]',
    '{{exists . "items" 0 "metadata"}} {{exists . "nope"}}': 'true false',
    '{{html "<a>"}} {{urlquery "a b&c"}} {{slice "abcdef" 1 3}}': '&lt;a&gt; a+b%26c bc',
    '{{range .nope}}x{{else}}none{{end}}{{range .items}}{{break}}{{end}}': 'none',
  }
  for (const [source, expected] of Object.entries(prints))
    it(`print ${source}`, () => {
      assert.equal(print(source), expected)
    })

  const errors: Record<string, string> = {
    '{{foo}}': 'template: output:1: function "foo" not defined',
    '{{.kind': 'template: output:1: unclosed action',
    '{{if}}x{{end}}': 'template: output:1: missing value for if',
    '{{end}}': 'template: output:1: unexpected {{end}}',
    '{{$y}}': 'template: output:1: undefined variable "$y"',
    '{{if .kind}}': 'template: output:1: unexpected EOF',
    'a\nb{{.kind.x}}': `template: output:2:8: executing "output" at <.kind.x>: can't evaluate field x in type interface {}`,
    '{{range .kind}}x{{end}}': `template: output:1:8: executing "output" at <.kind>: range can't iterate over List`,
    '{{index .items 5}}':
      'template: output:1:2: executing "output" at <index .items 5>: error calling index: index out of range: 5',
  }
  for (const [source, expected] of Object.entries(errors))
    it(`explain ${JSON.stringify(source)}`, () => {
      assert.throws(() => print(source), {message: expected})
    })

  it('refuse missing keys when told to', () => {
    assert.throws(() => print('{{.nope}}', {missingKey: 'error'}), {
      message: 'template: output:1:2: executing "output" at <.nope>: map has no entry for key "nope"',
    })
  })
})
