/** The v1 types of which Endpoints are made, as pod-template-types.ts has those of a pod template. From k8s.io/api v0.34.3. */
export const endpointsTypes: Record<string, string> = {
  'v1.EndpointAddress': 'IP:string=ip Hostname:string NodeName:*string TargetRef:*v1.ObjectReference',
  'v1.EndpointPort': 'Name:string Port:int32 Protocol:v1.Protocol AppProtocol:*string',
  'v1.EndpointSubset': 'Addresses:[]v1.EndpointAddress NotReadyAddresses:[]v1.EndpointAddress Ports:[]v1.EndpointPort',
  'v1.ObjectReference':
    'Kind:string Namespace:string Name:string UID:types.UID=uid APIVersion:string=apiVersion ResourceVersion:string FieldPath:string',
}
