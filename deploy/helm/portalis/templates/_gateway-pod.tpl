{{/* The gateway's pod, of a Deployment or a Rollout. */}}
{{- define "portalis.gatewayPod" -}}
{{- $selector := dict "root" $ "part" "gateway" -}}
metadata:
  labels:
    {{- include "portalis.labels" $selector | nindent 4 }}
    {{- include "portalis.meshLabels" $selector | nindent 4 }}
  annotations:
    # The reloadable settings are not in it: they need no new pods.
    checksum/config: {{ printf "%s%s%s%s" (toJson .Values.config) (toJson .Values.trustedProxies) (toJson .Values.corsOrigins) .Values.backends.config | sha256sum }}
    {{- include "portalis.meshAnnotations" . | nindent 4 }}
    {{- with .Values.gateway.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "portalis.serviceAccount" $selector }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ .Values.gateway.terminationGraceSeconds }}
  {{- with .Values.gateway.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with .Values.global.imagePullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  securityContext:
    {{- include "portalis.podSecurity" (dict "uid" 10001) | nindent 4 }}
    seccompProfile: {type: RuntimeDefault}
  {{- include "portalis.spread" $selector | nindent 2 }}
  affinity:
    {{- include "portalis.antiAffinity" $selector | nindent 4 }}
  {{- with .Values.gateway.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.gateway.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: gateway
      image: {{ include "portalis.image" (dict "root" $ "image" .Values.gateway.image) }}
      imagePullPolicy: {{ .Values.gateway.image.pullPolicy }}
      ports:
        - {name: http, containerPort: {{ .Values.gateway.httpPort }}, protocol: TCP}
        - {name: grpc, containerPort: {{ .Values.gateway.grpcPort }}, protocol: TCP}
      env:
        - {name: PORTALIS_HOST, value: "0.0.0.0"}
        - {name: PORTALIS_PORT, value: {{ .Values.gateway.httpPort | quote }}}
        - {name: PORTALIS_GRPC_PORT, value: {{ .Values.gateway.grpcPort | quote }}}
        - {name: PORTALIS_WORKERS, value: {{ .Values.gateway.workers | quote }}}
        - {name: PORTALIS_DRAIN_S, value: {{ .Values.gateway.drainSeconds | quote }}}
        - {name: PORTALIS_CONFIG, value: /etc/portalis/config/portalis.yaml}
        {{- if .Values.auth.insecure }}
        - {name: PORTALIS_INSECURE, value: "true"}
        {{- else if .Values.auth.keysRedis.existingSecret }}
        - name: PORTALIS_KEYS_REDIS_URL
          valueFrom:
            secretKeyRef: {name: {{ .Values.auth.keysRedis.existingSecret }}, key: url}
        {{- else }}
        - {name: PORTALIS_KEYS_FILE, value: /etc/portalis/keys/keys.json}
        {{- end }}
        {{- if eq .Values.redis.mode "bundled" }}
        - {name: PORTALIS_REDIS_URL, value: "redis://{{ include "portalis.fullname" . }}-redis:6379/0"}
        {{- else if eq .Values.redis.mode "external" }}
        - name: PORTALIS_REDIS_URL
          valueFrom:
            secretKeyRef: {name: {{ .Values.redis.existingSecret }}, key: url}
        {{- end }}
        {{- with .Values.observability.otlp.endpoint }}
        - {name: PORTALIS_OTLP_ENDPOINT, value: {{ . | quote }}}
        {{- end }}
        {{- if .Values.verifier.enabled }}
        - {name: PORTALIS_VERIFIER, value: "{{ ternary "grpc" "grpcs" (eq .Values.verifier.auth.mode "token") }}://{{ include "portalis.fullname" . }}-verifier.{{ .Release.Namespace }}.svc:{{ .Values.verifier.grpcPort }}"}
        {{- if eq .Values.verifier.auth.mode "token" }}
        - {name: PORTALIS_VERIFIER_TOKEN_FILE, value: /etc/portalis/verifier/token}
        {{- else }}
        - {name: PORTALIS_VERIFIER_CA_FILE, value: /etc/portalis/verifier/ca.crt}
        - {name: PORTALIS_VERIFIER_CERT_FILE, value: /etc/portalis/verifier/tls.crt}
        - {name: PORTALIS_VERIFIER_KEY_FILE, value: /etc/portalis/verifier/tls.key}
        {{- end }}
        {{- else }}
        - {name: PORTALIS_VERIFIER, value: none}
        {{- end }}
        {{- if .Values.backends.config }}
        - {name: PORTALIS_BACKENDS, value: /etc/portalis/config/backends.yaml}
        {{- end }}
        {{- with .Values.gateway.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      startupProbe:
        httpGet: {path: /ready, port: http}
        periodSeconds: 2
        timeoutSeconds: 2
        failureThreshold: 45
      livenessProbe:
        httpGet: {path: /live, port: http}
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 3
      readinessProbe:
        httpGet: {path: /v1/health/ready, port: http}
        periodSeconds: 5
        timeoutSeconds: 2
        failureThreshold: 2
      lifecycle:
        preStop:
          sleep: {seconds: {{ .Values.gateway.preStopSeconds }}}
      resources:
        {{- toYaml .Values.gateway.resources | nindent 8 }}
      securityContext:
        {{- include "portalis.containerSecurity" (dict "uid" 10001) | nindent 8 }}
      volumeMounts:
        - {name: config, mountPath: /etc/portalis/config, readOnly: true}
        - {name: tmp, mountPath: /tmp}
        {{- if include "portalis.keysFile" . }}
        - {name: keys, mountPath: /etc/portalis/keys, readOnly: true}
        {{- end }}
        {{- if .Values.verifier.enabled }}
        - {name: verifier, mountPath: /etc/portalis/verifier, readOnly: true}
        {{- end }}
        {{- if .Values.persistence.cache.enabled }}
        - {name: cache, mountPath: /var/lib/portalis}
        {{- end }}
        {{- if .Values.backends.existingSecret }}
        - {name: backend-keys, mountPath: /etc/portalis/backend-keys, readOnly: true}
        {{- end }}
        {{- with .Values.gateway.extraVolumeMounts }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
  volumes:
    - name: config
      configMap:
        name: {{ include "portalis.fullname" . }}-config
    - name: tmp
      emptyDir: {sizeLimit: 256Mi}
    {{- if include "portalis.keysFile" . }}
    - name: keys
      secret:
        secretName: {{ .Values.auth.existingSecret }}
        defaultMode: 0440
    {{- end }}
    {{- if .Values.verifier.enabled }}
    - name: verifier
      secret:
        secretName: {{ ternary .Values.verifier.auth.existingSecret (printf "%s-verifier-client-tls" (include "portalis.fullname" .)) (eq .Values.verifier.auth.mode "token") }}
        defaultMode: 0440
    {{- end }}
    {{- if .Values.persistence.cache.enabled }}
    - name: cache
      persistentVolumeClaim:
        claimName: {{ default (printf "%s-cache" (include "portalis.fullname" .)) .Values.persistence.cache.existingClaim }}
    {{- end }}
    {{- with .Values.backends.existingSecret }}
    - name: backend-keys
      secret:
        secretName: {{ . }}
        defaultMode: 0440
    {{- end }}
    {{- with .Values.gateway.extraVolumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end }}
