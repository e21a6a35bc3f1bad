import type {AdmissionScenario, Step} from './scenarios.ts'

type Json = Record<string, unknown>

const container = (more: Json = {}): Json => ({name: 'c', image: 'nginx', ...more})
const secure = (context: Json): Json => ({containers: [container({securityContext: context})]})

const hardened: Json = {
  securityContext: {runAsNonRoot: true, seccompProfile: {type: 'RuntimeDefault'}},
  containers: [container({securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: ['ALL']}}})],
}

/** Pods that standards have something against, each for one thing or for several. */
const pods: Record<string, Json> = {
  plain: {containers: [container()]},
  hardened,
  'hardened-windows': {...hardened, os: {name: 'linux'}},
  windows: {os: {name: 'windows'}, securityContext: {runAsNonRoot: true}, containers: [container()]},
  'host-network': {hostNetwork: true, hostPID: true, hostIPC: true, containers: [container()]},
  'host-path': {
    volumes: [
      {name: 'v', hostPath: {path: '/'}},
      {name: 'w', hostPath: {path: '/x'}},
    ],
    containers: [container()],
  },
  'host-port': {
    containers: [
      container({
        ports: [
          {containerPort: 80, hostPort: 8080},
          {containerPort: 81, hostPort: 81},
        ],
      }),
    ],
  },
  privileged: secure({privileged: true}),
  'two-containers': {
    initContainers: [container({name: 'i', securityContext: {privileged: true, capabilities: {add: ['SYS_ADMIN']}}})],
    containers: [container({securityContext: {privileged: true, capabilities: {add: ['NET_RAW', 'CHOWN']}}})],
  },
  capabilities: secure({capabilities: {add: ['NET_BIND_SERVICE'], drop: ['ALL']}}),
  'capabilities-bad': secure({capabilities: {add: ['SYS_TIME', 'NET_ADMIN'], drop: ['CHOWN']}}),
  'proc-mount': {...secure({procMount: 'Unmasked'}), hostUsers: false},
  selinux: {securityContext: {seLinuxOptions: {type: 'container_engine_t'}}, containers: [container()]},
  'selinux-bad': {
    securityContext: {seLinuxOptions: {type: 'foo', user: 'u'}},
    containers: [container({securityContext: {seLinuxOptions: {type: 'bar', role: 'r'}}})],
  },
  seccomp: {securityContext: {seccompProfile: {type: 'Unconfined'}}, containers: [container()]},
  'seccomp-container': secure({seccompProfile: {type: 'Unconfined'}}),
  'seccomp-local': secure({seccompProfile: {type: 'Localhost', localhostProfile: 'x.json'}}),
  sysctls: {
    securityContext: {
      sysctls: [
        {name: 'net.ipv4.tcp_rmem', value: '1'},
        {name: 'net.ipv4.tcp_fin_timeout', value: '1'},
        {name: 'net.ipv4.ip_local_reserved_ports', value: '1'},
        {name: 'net.ipv4.tcp_syncookies', value: '1'},
      ],
    },
    containers: [container()],
  },
  'sysctls-bad': {securityContext: {sysctls: [{name: 'kernel.msgmax', value: '1'}]}, containers: [container()]},
  apparmor: {securityContext: {appArmorProfile: {type: 'Unconfined'}}, containers: [container()]},
  'apparmor-container': secure({appArmorProfile: {type: 'Unconfined'}}),
  'apparmor-good': secure({appArmorProfile: {type: 'RuntimeDefault'}}),
  'windows-host-process': {
    hostNetwork: true,
    securityContext: {windowsOptions: {hostProcess: true}},
    containers: [container()],
  },
  'probe-host': {
    containers: [
      container({
        livenessProbe: {httpGet: {host: 'a.example', port: 80}},
        readinessProbe: {tcpSocket: {host: 'b.example', port: 80}},
      }),
    ],
  },
  'hook-host': {
    containers: [
      container({lifecycle: {postStart: {httpGet: {host: 'z.example', port: 80}}}}),
      container({name: 'd', lifecycle: {preStop: {tcpSocket: {host: 'z.example', port: 80}}}}),
    ],
  },
  root: {securityContext: {runAsUser: 0}, containers: [container({securityContext: {runAsUser: 0}})]},
  'non-root-false': {
    securityContext: {runAsNonRoot: false},
    containers: [container({securityContext: {runAsNonRoot: true}})],
  },
  'non-root-mixed': {
    containers: [
      container({securityContext: {runAsNonRoot: true}}),
      container({name: 'd'}),
      container({name: 'e', securityContext: {runAsNonRoot: false}}),
    ],
  },
  volumes: {
    volumes: [
      {name: 'a', emptyDir: {}},
      {name: 'b', nfs: {server: 's', path: '/'}},
      {name: 'c', iscsi: {targetPortal: 'x', iqn: 'iqn.2001-04.com.example:storage', lun: 0}},
      {name: 'd', secret: {secretName: 's'}},
    ],
    containers: [container()],
  },
  escalation: secure({allowPrivilegeEscalation: true}),
}

const annotated: Record<string, Record<string, string>> = {
  'seccomp-annotation': {'seccomp.security.alpha.kubernetes.io/pod': 'unconfined'},
  'apparmor-annotation': {'container.apparmor.security.beta.kubernetes.io/c': 'unconfined'},
}

const levels = ['baseline', 'restricted'].flatMap(level =>
  [
    'latest',
    'v1.0',
    'v1.8',
    'v1.18',
    'v1.19',
    'v1.22',
    'v1.24',
    'v1.26',
    'v1.28',
    'v1.30',
    'v1.31',
    'v1.33',
    'v1.99',
  ].map(version => ({level, version, namespace: `ps-${level}-${version.replace('.', '-')}`})),
)

const prefix = 'pod-security.kubernetes.io/'

const namespace = (name: string, labels: Json): Step[] => [
  {path: '/api/v1/namespaces', body: {metadata: {name, labels}}},
  {path: `/api/v1/namespaces/${name}/serviceaccounts`, body: {metadata: {name: 'default'}}},
]

const pod = (namespace: string, name: string, spec: Json, annotations?: Json): Step => ({
  path: `/api/v1/namespaces/${namespace}/pods`,
  body: {metadata: {name, ...(annotations && {annotations})}, spec: {automountServiceAccountToken: false, ...spec}},
})

const template = (namespace: string, spec: Json): Step => ({
  path: `/apis/apps/v1/namespaces/${namespace}/deployments?dryRun=All`,
  body: {
    metadata: {name: 'd'},
    spec: {selector: {matchLabels: {a: 'b'}}, template: {metadata: {labels: {a: 'b'}}, spec}},
  },
})

const patched = (name: string, labels: Json): Step => ({
  method: 'PATCH',
  path: `/api/v1/namespaces/${name}`,
  headers: {'content-type': 'application/merge-patch+json'},
  body: {metadata: {labels}},
})

export const podSecurityScenarios: AdmissionScenario[] = [
  ...levels.map(
    ({level, version, namespace: name}): AdmissionScenario => ({
      name,
      given: namespace(name, {[`${prefix}enforce`]: level, [`${prefix}enforce-version`]: version}),
      writes: [
        ...Object.entries(pods).map(([each, spec]) => pod(name, each, spec)),
        ...Object.entries(annotated).map(([each, annotations]) => pod(name, each, hardened, annotations)),
        template(name, pods['two-containers']!),
      ],
    }),
  ),
  {
    name: 'ps-modes',
    given: [
      ...namespace('ps-warn', {[`${prefix}warn`]: 'restricted'}),
      ...namespace('ps-audit', {[`${prefix}audit`]: 'restricted', [`${prefix}audit-version`]: 'v1.20'}),
      ...namespace('ps-both', {
        [`${prefix}enforce`]: 'baseline',
        [`${prefix}warn`]: 'restricted',
        [`${prefix}warn-version`]: 'v1.24',
      }),
      ...namespace('ps-bad', {
        [`${prefix}enforce`]: 'strict',
        [`${prefix}warn-version`]: '1.2',
        [`${prefix}audit`]: 'x',
      }),
      ...namespace('ps-warn-privileged', {[`${prefix}enforce`]: 'restricted', [`${prefix}warn`]: 'privileged'}),
    ],
    writes: ['ps-warn', 'ps-audit', 'ps-both', 'ps-warn-privileged'].flatMap(name => [
      ...Object.entries(pods).map(([each, spec]) => pod(name, each, spec)),
      template(name, pods['plain']!),
      template(name, pods['privileged']!),
    ]),
  },
  {
    name: 'ps-tightened',
    given: namespace('ps-tightened', {}),
    writes: [
      ...Object.entries(pods).map(([each, spec]) => pod('ps-tightened', each, spec)),
      patched('ps-tightened', {[`${prefix}enforce`]: 'baseline'}),
      patched('ps-tightened', {[`${prefix}enforce`]: 'restricted'}),
      patched('ps-tightened', {[`${prefix}enforce`]: 'baseline'}),
      patched('ps-tightened', {[`${prefix}enforce-version`]: 'v1.20'}),
      patched('ps-tightened', {[`${prefix}enforce`]: 'loose'}),
      patched('ps-tightened', {[`${prefix}enforce`]: 'privileged'}),
    ],
  },
  {
    name: 'ps-updates',
    given: [...namespace('ps-updates', {}), pod('ps-updates', 'p', {containers: [container()]})],
    writes: [
      patched('ps-updates', {[`${prefix}enforce`]: 'restricted'}),
      {
        method: 'PATCH',
        path: '/api/v1/namespaces/ps-updates/pods/p',
        headers: {'content-type': 'application/merge-patch+json'},
        body: {metadata: {labels: {a: 'b'}}},
      },
      {
        method: 'PATCH',
        path: '/api/v1/namespaces/ps-updates/pods/p',
        headers: {'content-type': 'application/strategic-merge-patch+json'},
        body: {spec: {containers: [{name: 'c', image: 'httpd'}]}},
      },
      {
        method: 'PATCH',
        path: '/api/v1/namespaces/ps-updates/pods/p/ephemeralcontainers',
        headers: {'content-type': 'application/strategic-merge-patch+json'},
        body: {spec: {ephemeralContainers: [{name: 'e', image: 'busybox'}]}},
      },
    ],
  },
]
