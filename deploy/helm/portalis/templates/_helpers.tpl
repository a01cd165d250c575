{{- define "portalis.fullname" -}}
{{- if .Values.fullnameOverride }}{{ .Values.fullnameOverride | trunc 45 | trimSuffix "-" }}
{{- else }}{{- $name := default .Chart.Name .Values.nameOverride }}
{{- if contains $name .Release.Name }}{{ .Release.Name | trunc 45 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name $name | trunc 45 | trimSuffix "-" }}{{ end }}
{{- end }}
{{- end }}

{{/* Labels that select pods; call with (dict "root" $ "part" "gateway"). */}}
{{- define "portalis.selector" -}}
app.kubernetes.io/name: {{ default .root.Chart.Name .root.Values.nameOverride | quote }}
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
app.kubernetes.io/component: {{ .part }}
{{- end }}

{{- define "portalis.labels" -}}
{{ include "portalis.selector" . }}
app.kubernetes.io/part-of: portalis
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Name, namespace and labels; call with (dict "root" $ "part" "gateway" "name" "gateway-grpc"). */}}
{{- define "portalis.meta" -}}
name: {{ include "portalis.fullname" .root }}-{{ default .part .name }}
namespace: {{ .root.Release.Namespace | quote }}
labels:
  {{- include "portalis.labels" . | nindent 2 }}
{{- end }}

{{- define "portalis.image" -}}
{{- $image := .image -}}
{{ .root.Values.global.imageRegistry }}/{{ $image.repository }}
{{- if $image.digest }}@{{ $image.digest }}{{ else }}:{{ default .root.Chart.AppVersion $image.tag }}{{ end }}
{{- end }}

{{- define "portalis.serviceAccount" -}}
{{- if .root.Values.serviceAccount.create }}{{ include "portalis.fullname" .root }}-{{ .part }}{{ else }}default{{ end }}
{{- end }}

{{- define "portalis.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ .uid }}
runAsGroup: {{ .uid }}
fsGroup: {{ .uid }}
fsGroupChangePolicy: OnRootMismatch
{{- end }}

{{- define "portalis.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
runAsUser: {{ .uid }}
runAsGroup: {{ .uid }}
capabilities:
  drop: [ALL]
{{- end }}

{{/* Spread over zones as far as possible, never two on a node while another is free. */}}
{{- define "portalis.spread" -}}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: topology.kubernetes.io/zone
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "portalis.selector" . | nindent 8 }}
{{- end }}

{{- define "portalis.antiAffinity" -}}
podAntiAffinity:
  preferredDuringSchedulingIgnoredDuringExecution:
    - weight: 100
      podAffinityTerm:
        topologyKey: kubernetes.io/hostname
        labelSelector:
          matchLabels:
            {{- include "portalis.selector" . | nindent 12 }}
{{- end }}

{{/* Whether a pod is in the mesh: gateway and verifier are, whatever the namespace says of the others. */}}
{{- define "portalis.meshLabels" -}}
{{- if eq .root.Values.mesh.provider "istio" }}
sidecar.istio.io/inject: {{ has .part (list "gateway" "verifier") | quote }}
{{- end }}
{{- end }}

{{/* Where the proxies of a mesh ask for their configuration and certificates, as rules of a NetworkPolicy. */}}
{{- define "portalis.meshEgress" -}}
{{- $m := .Values.mesh }}
{{- if ne $m.provider "none" }}
{{- $default := dict "kubernetes.io/metadata.name" (ternary "istio-system" "linkerd" (eq $m.provider "istio")) }}
- to:
    - namespaceSelector: {matchLabels: {{ toJson (default $default $m.controlPlaneNamespace) }}}
  ports:
    {{- range $port := ternary (list 15012 15010) (list 8080 8086 8090) (eq $m.provider "istio") }}
    - {port: {{ $port }}, protocol: TCP}
    {{- end }}
{{- end }}
{{- end }}

{{/* Between two pods of Linkerd every port is that of the proxy. */}}
{{- define "portalis.meshPort" -}}
{{- if eq .Values.mesh.provider "linkerd" }}
- {port: 4143, protocol: TCP}
{{- end }}
{{- end }}

{{- define "portalis.meshAnnotations" -}}
{{- if eq .Values.mesh.provider "istio" }}
proxy.istio.io/config: '{"holdApplicationUntilProxyStarts": true, "terminationDrainDuration": "{{ .Values.gateway.terminationGraceSeconds }}s"}'
{{- else if eq .Values.mesh.provider "linkerd" }}
linkerd.io/inject: enabled
config.alpha.linkerd.io/proxy-wait-before-exit-seconds: {{ .Values.gateway.preStopSeconds | quote }}
{{- end }}
{{- end }}

{{- define "portalis.gatewayHost" -}}
{{ include "portalis.fullname" . }}-gateway.{{ .Release.Namespace }}.svc.cluster.local
{{- end }}

{{/* Annotations of both Ingresses for ingress-nginx. */}}
{{- define "portalis.ingressNginx" -}}
{{- with .Values.ingress.connectionsPerClient }}
nginx.ingress.kubernetes.io/limit-connections: {{ . | quote }}
{{- end }}
{{- if .Values.ingress.throughMesh }}
nginx.ingress.kubernetes.io/service-upstream: "true"
{{- if eq .Values.mesh.provider "istio" }}
nginx.ingress.kubernetes.io/upstream-vhost: {{ include "portalis.gatewayHost" . }}
{{- end }}
{{- end }}
{{- end }}

{{/* Annotations of both Ingresses for F5's controller; in its terms a pod fails by what sends the request to another one. */}}
{{- define "portalis.ingressF5" -}}
{{- $i := .Values.ingress }}
nginx.org/client-max-body-size: {{ $i.bodyLimitMiB }}m
nginx.org/proxy-read-timeout: {{ $i.streamTimeoutSeconds }}s
nginx.org/proxy-send-timeout: {{ $i.streamTimeoutSeconds }}s
nginx.org/limit-req-rate: {{ $i.requestsPerSecond }}r/s
nginx.org/limit-req-key: ${binary_remote_addr}
nginx.org/limit-req-zone-size: 10m
nginx.org/limit-req-burst: {{ mul 2 $i.requestsPerSecond | quote }}
nginx.org/limit-req-no-delay: "true"
nginx.org/limit-req-reject-code: "429"
nginx.org/proxy-next-upstream: error timeout http_502 http_503
nginx.org/proxy-next-upstream-tries: "2"
{{- with .Values.circuitBreaking }}
{{- if .enabled }}
nginx.org/max-fails: {{ .consecutiveFailures | quote }}
nginx.org/fail-timeout: {{ .ejectionSeconds }}s
nginx.org/max-conns: {{ .maxConnections | quote }}
{{- end }}
{{- end }}
{{- end }}

{{/* Traefik's middlewares by name, the breaker behind the others. */}}
{{- define "portalis.traefikMiddlewares" -}}
{{- $root := .root }}
{{- $parts := .parts }}
{{- if $root.Values.circuitBreaking.enabled }}{{ $parts = append $parts "breaker" }}{{ end }}
{{- $names := list }}
{{- range $part := $parts }}
{{- $names = append $names (printf "%s-%s-%s@kubernetescrd" $root.Release.Namespace (include "portalis.fullname" $root) $part) }}
{{- end }}
{{- join "," $names }}
{{- end }}

{{/* Whether the hashed API keys are a file. */}}
{{- define "portalis.keysFile" -}}
{{- if and (not .Values.auth.insecure) (not .Values.auth.keysRedis.existingSecret) }}true{{ end }}
{{- end }}

{{/* The server that Triton's translation_model asks: what is named, else the NIM of this chart. */}}
{{- define "portalis.translationModelUrl" -}}
{{- with .Values.triton.translationModel.url }}{{ . }}
{{- else }}{{ if .Values.nim.enabled }}http://{{ include "portalis.fullname" . }}-nim:8000/v1{{ end }}
{{- end }}
{{- end }}

{{- define "portalis.translationModelName" -}}
{{- $m := .Values.triton.translationModel }}
{{- if $m.name }}{{ $m.name }}
{{- else if and .Values.nim.enabled (not $m.url) }}{{ trimPrefix "nvcr.io/nim/" .Values.nim.repository }}
{{- end }}
{{- end }}

{{- define "portalis.gatewayScaled" -}}
{{- if ne .Values.autoscaling.provider "none" }}true{{ end }}
{{- end }}

{{/* What the autoscaler, and only it, may scale. */}}
{{- define "portalis.gatewayTarget" -}}
apiVersion: {{ ternary "argoproj.io/v1alpha1" "apps/v1" .Values.rollouts.enabled }}
kind: {{ ternary "Rollout" "Deployment" .Values.rollouts.enabled }}
name: {{ include "portalis.fullname" . }}-gateway
{{- end }}

{{- define "portalis.check" -}}
{{- $v := .Values }}
{{- range $name := list "gateway" "verifier" }}
{{- $w := index $v $name }}
{{- if gt (add $w.preStopSeconds $w.drainSeconds | int) ($w.terminationGraceSeconds | int) }}
{{- fail (printf "%s.terminationGraceSeconds is less than preStopSeconds and drainSeconds together" $name) }}
{{- end }}
{{- end }}
{{- if and (not $v.auth.insecure) (not $v.auth.existingSecret) (not $v.auth.keysRedis.existingSecret) }}{{ fail "auth.existingSecret: the gateway needs API keys, or auth.insecure" }}{{ end }}
{{- if and $v.auth.insecure $v.auth.keysRedis.existingSecret }}{{ fail "auth.insecure and auth.keysRedis.existingSecret exclude each other" }}{{ end }}
{{- if and $v.backends.existingSecret (not $v.backends.config) }}{{ fail "backends.existingSecret: there are keys and no backends.config" }}{{ end }}
{{- if and $v.backends.config (not $v.verifier.enabled) }}{{ fail "backends.config: without a verifier no model is asked" }}{{ end }}
{{- $memory := toString (get (fromYaml $v.backends.config) "memory") }}
{{- if and (hasPrefix "/var/lib/portalis/" $memory) (not $v.persistence.cache.enabled) (not $v.gateway.extraVolumeMounts) }}{{ fail "backends.config: its memory lies on the volume of persistence.cache, which is not enabled" }}{{ end }}
{{- if and (eq $v.redis.mode "external") (not $v.redis.existingSecret) }}{{ fail "redis.existingSecret: the URL of the external Redis is missing" }}{{ end }}
{{- if and $v.observability.podMonitor $v.observability.serviceMonitor }}{{ fail "observability: podMonitor and serviceMonitor would scrape everything twice" }}{{ end }}
{{- if and $v.ingress.enabled $v.gatewayApi.enabled }}{{ fail "ingress.enabled and gatewayApi.enabled exclude each other" }}{{ end }}
{{- if and $v.ingress.throughMesh (or (eq $v.mesh.provider "none") (ne $v.ingress.controller "nginx")) }}{{ fail "ingress.throughMesh: needs a mesh.provider and controller nginx" }}{{ end }}
{{- if and $v.autoscaling.customMetrics (ne $v.autoscaling.provider "hpa") }}{{ fail "autoscaling.customMetrics belongs to provider hpa" }}{{ end }}
{{- if and $v.auth.externalSecret.enabled (not $v.auth.externalSecret.storeName) }}{{ fail "auth.externalSecret.storeName is missing" }}{{ end }}
{{- end }}
