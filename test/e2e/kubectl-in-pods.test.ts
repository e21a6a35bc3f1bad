import assert from 'node:assert/strict'
import {type KctlHome, makeKctlHome} from '../support/kctl-process.ts'

const access = `
apiVersion: v1
kind: ServiceAccount
metadata: {name: reader}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader}
rules:
- {apiGroups: [""], resources: [pods], verbs: [get, list, watch]}
- {apiGroups: [""], resources: [configmaps], verbs: ["*"]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: reader}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects: [{kind: ServiceAccount, name: reader}]
`

const pod = (name: string, container: object) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name},
    spec: {serviceAccountName: 'reader', restartPolicy: 'Never', containers: [{name: 'kubectl', ...container}]},
  })

/** With a cluster that lives in each command, and with one that goes on. */
for (const mode of ['one-shot', 'daemon'])
  describe(`kubectl in containers and on nodes, ${mode}`, function () {
    this.timeout(120_000)
    let home: KctlHome
    before(async () => {
      home = makeKctlHome()
      if (mode === 'daemon') await home.kctl('cluster', 'start', '--port', '0')
      await home.kctlWith({stdin: access}, 'apply', '-f', '-')
      const shell = {image: 'alpine/k8s:1.34.0', command: ['sleep', '1d']}
      await home.kctlWith({stdin: pod('shell', shell)}, 'apply', '-f', '-')
      await home.kctl('wait', 'pod/shell', '--for=condition=Ready')
    })
    after(() => home.remove())
    const sh = (script: string) => home.kctl('exec', 'shell', '--', 'sh', '-c', script)

    it("may do what their pod's service account may, and reads and writes the files there", async () => {
      const pods = await sh('kubectl get pods -o name')
      const services = await sh('kubectl get services')
      const made = await sh(
        'cd /tmp; kubectl create cm made --from-literal=a=b --dry-run=client -o yaml > cm.yaml && kubectl apply -f cm.yaml && sed s/b/c/ cm.yaml | kubectl apply -f -',
      )
      const host = await sh(`kubectl apply -f ${import.meta.filename}`)
      const nobody = await sh('kubectl config view; kubectl cluster stop')

      assert.equal(pods.stdout, 'pod/shell\n')
      assert.match(
        services.stderr,
        /^Error from server \(Forbidden\): services is forbidden: User "system:serviceaccount:default:reader" cannot list resource "services" in API group "" in the namespace "default"\n/,
      )
      assert.equal(made.stdout, 'configmap/made created\nconfigmap/made configured\n')
      assert.match(host.stderr, /^error: the path ".*" does not exist\n/)
      assert.match(nobody.stdout, /^clusters: null$/m)
      assert.match(nobody.stderr, /^error: unknown command "cluster" for "kubectl"/)
    })

    it('waits by the time of the cluster, and is told only once to do what it does', async () => {
      const script =
        'kubectl create configmap once-$(date +%s); kubectl wait pod/shell --for=jsonpath={.metadata.labels.go}=yes --timeout=1h; echo $?; sleep 600; kubectl get pod shell -o name'
      await home.kctlWith(
        {stdin: pod('waiting', {image: 'alpine/k8s:1.34.0', command: ['sh', '-c', script]})},
        'apply',
        '-f',
        '-',
      )
      await home.kctl('wait', 'pod/waiting', '--for=jsonpath={.status.phase}=Running', '--timeout=60s')

      await home.kctl('clock', 'advance', '10m')
      await home.kctl('label', 'pod', 'shell', 'go=yes')
      await home.kctl('clock', 'advance', '20m')

      const {stdout: log} = await home.kctl('logs', 'waiting')
      const {stdout: made} = await home.kctl('get', 'configmaps', '-o', 'name')
      assert.match(log, /^configmap\/once-\d+ created\npod\/shell condition met\n0\npod\/shell\n$/)
      assert.equal(made.match(/once-/g)?.length, 1)
    })

    // The rest is the same in both.
    if (mode === 'one-shot') return

    it('is what a Job runs, whose log is what it says', async () => {
      await home.kctlWith(
        {
          stdin: pod('task', {
            image: 'bitnami/kubectl',
            args: ['get', 'pod', 'shell', '-o', 'jsonpath={.status.phase}'],
          }),
        },
        'apply',
        '-f',
        '-',
      )
      await home.kctl('wait', 'pod/task', '--for=jsonpath={.status.phase}=Succeeded', '--timeout=60s')

      assert.equal((await home.kctl('logs', 'task')).stdout, 'Running')
    })

    it('is the administrator on the control plane, and a kubelet with a kubelet’s kubeconfig', async () => {
      await home.kctl('debug', 'node/control-plane', '--image=busybox', '--', 'sleep', '1d')
      const name = (await home.kctl('get', 'pods', '-o', 'name')).stdout.match(/pod\/node-debugger\S+/)![0]
      const onNode = (...args: string[]) => home.kctl('exec', name, '--', 'chroot', '/host', 'kubectl', ...args)
      await home.kctl('wait', name, '--for=condition=Ready')

      const who = await onNode('auth', 'whoami', '-o', 'jsonpath={.status.userInfo.username}')
      const nodes = await onNode('--kubeconfig=/etc/kubernetes/kubelet.conf', 'get', 'nodes')

      assert.equal(who.stdout, 'kubernetes-admin', who.stderr)
      assert.match(
        nodes.stderr,
        /User "system:node:control-plane" cannot list resource "nodes" .*: node 'control-plane' cannot read all nodes, only its own Node object/,
      )
    })
  })
