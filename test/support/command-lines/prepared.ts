/** The files beside a case of generated lines, `all.yaml` being what is in the namespace when it begins. */
export const files: Record<string, string> = {
  'all.yaml': `{apiVersion: v1, kind: ConfigMap, metadata: {name: one, labels: {app: web}, annotations: {note: x}}, data: {k: v, a.b: c}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: two}}
---
{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {user: me, k: v}}
---
{apiVersion: v1, kind: ServiceAccount, metadata: {name: robot}}
---
{apiVersion: v1, kind: Service, metadata: {name: front, labels: {app: web}}, spec: {selector: {app: front}, ports: [{port: 80, name: http}, {port: 90, name: other, protocol: UDP}]}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, labels: {app: web}}, spec: {replicas: 0, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: nginx, ports: [{containerPort: 80}], env: [{name: Z, value: z}, {name: FROM, valueFrom: {configMapKeyRef: {name: one, key: k}}}]}, {name: d, image: busybox}]}}}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: other, labels: {app: other}}, spec: {replicas: 0, selector: {matchLabels: {app: other}}, template: {metadata: {labels: {app: other}}, spec: {containers: [{name: c, image: nginx}]}}}}
---
{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: sts}, spec: {replicas: 0, serviceName: front, selector: {matchLabels: {app: sts}}, template: {metadata: {labels: {app: sts}}, spec: {containers: [{name: c, image: nginx}]}}}}
---
{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: ds}, spec: {selector: {matchLabels: {app: ds}}, template: {metadata: {labels: {app: ds}}, spec: {nodeSelector: {at: nowhere}, containers: [{name: c, image: nginx}]}}}}
---
{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: rs}, spec: {replicas: 0, selector: {matchLabels: {app: rs}}, template: {metadata: {labels: {app: rs}}, spec: {containers: [{name: c, image: nginx}]}}}}
---
{apiVersion: batch/v1, kind: Job, metadata: {name: j}, spec: {suspend: true, template: {spec: {restartPolicy: Never, containers: [{name: c, image: busybox}]}}}}
---
{apiVersion: batch/v1, kind: CronJob, metadata: {name: cj}, spec: {schedule: '* * * * *', suspend: true, jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: busybox}]}}}}}}
---
{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: hpa}, spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: other}}}
---
{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: pdb}, spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}}
---
{apiVersion: v1, kind: ResourceQuota, metadata: {name: quota}, spec: {hard: {count/roles.rbac.authorization.k8s.io: 500}}}
---
{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: ing}, spec: {rules: [{host: a.b, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: front, port: {number: 80}}}}]}}]}}
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: np}, spec: {podSelector: {}, policyTypes: [Ingress]}}
---
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: pvc}, spec: {storageClassName: none, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
---
{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: r}, rules: [{apiGroups: [''], resources: [pods], verbs: [get]}]}
---
{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: rb}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}, subjects: [{kind: User, apiGroup: rbac.authorization.k8s.io, name: jane}]}
---
{apiVersion: v1, kind: Node, metadata: {name: $NS-node}}
---
{apiVersion: v1, kind: Pod, metadata: {name: p, labels: {app: p}}, spec: {terminationGracePeriodSeconds: 0, containers: [{name: c, image: busybox, command: [sh, -c, 'echo hello; sleep 100000']}, {name: d, image: busybox, command: [sh, -c, 'echo there; sleep 100000']}]}}`,
  'cm.yaml': `{apiVersion: v1, kind: ConfigMap, metadata: {name: one, labels: {app: web}}, data: {k: v, f: g}}`,
  'web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec: {replicas: 0, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}}`,
  'svc.yaml': `{apiVersion: v1, kind: Service, metadata: {name: front}, spec: {selector: {app: front}, ports: [{port: 80}]}}`,
  'rb.yaml': `{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: rb}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}}`,
  'role.yaml': `{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: r}, rules: [{apiGroups: [''], resources: [services], verbs: [list]}]}`,
  'podp.yaml': `{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: busybox}]}}`,
  'fresh.yaml': `{apiVersion: v1, kind: ConfigMap, metadata: {name: fresh}}`,
  'extra.yaml': `{apiVersion: v1, kind: ConfigMap, metadata: {name: one}, dada: {k: v}}`,
  'bad.yaml': `a: b: c`,
  'empty.yaml': ``,
  'list.yaml': `{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: ConfigMap, metadata: {name: one}, data: {k: l}}, {apiVersion: v1, kind: ConfigMap, metadata: {name: two}}]}`,
  'two.json': `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"one"}}
{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"two"}}`,
  'unknown.yaml': `{apiVersion: example.com/v1, kind: Nope, metadata: {name: n}}`,
  'nokind.yaml': `{apiVersion: v1, metadata: {name: n}}`,
  'csr.yaml': `{apiVersion: certificates.k8s.io/v1, kind: CertificateSigningRequest, metadata: {name: absent}}`,
  'nocontext.yaml': `{apiVersion: v1, kind: Config}`,
  't.tmpl': `{{range .items}}{{.metadata.name}} {{end}}{{.kind}}`,
  'patch.json': `{"metadata":{"labels":{"file":"json"}}}`,
  'patch.yaml': `metadata: {labels: {file: yaml}}`,
  'data.txt': `some data`,
  'vars.env': `A=1
# comment
B=two words

C`,
  'bad.env': `A B=1`,
  // Made for these tests alone.
  'tls.crt': `-----BEGIN CERTIFICATE-----
MIIBbzCCARWgAwIBAgIUYK2uuC2dPOfPdbiWdDSWdjw+MwgwCgYIKoZIzj0EAwIw
DDEKMAgGA1UEAwwBeDAgFw0yNjExMjkxMTIyNDhaGA8yMTI2MTEwNTExMjI0OFow
DDEKMAgGA1UEAwwBeDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABCn35uUuuc6y
WVb8F1FMxKn7N6KztCcDQARdo5h7JFskiyo52kpLX4dxzNL5srLuaIa4MZzgzhbv
/AOeOYLXka2jUzBRMB0GA1UdDgQWBBSnbOFDPtsQAwHqrjweBT5FRFPrvTAfBgNV
HSMEGDAWgBSnbOFDPtsQAwHqrjweBT5FRFPrvTAPBgNVHRMBAf8EBTADAQH/MAoG
CCqGSM49BAMCA0gAMEUCIHz28qB1aBDmsv97i28R9ksllHrR0zPguWFk3QqhUTw5
AiEA/oel9itGK6Cw9XQaNbTTt58CwLaA69hAOTu8vab1ZEo=
-----END CERTIFICATE-----`,
  'tls.key': `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgqt5JiL97V0Ix+Xqi
wrz6mFYchJkDTZm2sgcAX3KN94yhRANCAAQp9+blLrnOsllW/BdRTMSp+zeis7Qn
A0AEXaOYeyRbJIsqOdpKS1+HcczS+bKy7miGuDGc4M4W7/wDnjmC15Gt
-----END PRIVATE KEY-----`,
  'bad.pem': `nothing`,
}
