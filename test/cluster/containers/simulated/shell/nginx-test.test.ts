import assert from 'node:assert/strict'
import {runScript} from '../../../../support/run-script.ts'

describe('nginx -t', () => {
  it('finds the image’s own configuration good', async () => {
    const {output, exitCode} = await runScript('nginx -t', {image: 'nginx'})

    assert.equal(
      output,
      'nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\nnginx: configuration file /etc/nginx/nginx.conf test is successful\n',
    )
    assert.equal(exitCode, 0)
  })

  it('says where a configuration is broken', async () => {
    const {output, exitCode} = await runScript('echo "server { listen 80" > /etc/nginx/conf.d/x.conf; nginx -t', {
      image: 'nginx',
    })

    assert.match(output, /^nginx: \[emerg\] unexpected end of file, .* in \/etc\/nginx\/conf\.d\/x\.conf:2$/m)
    assert.match(output, /^nginx: configuration file \/etc\/nginx\/nginx\.conf test failed$/m)
    assert.equal(exitCode, 1)
  })
})
