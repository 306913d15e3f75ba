{{- define "cider.environment" -}}
{{- range $name, $value := . }}
- name: CIDER_{{ $name | upper | replace "." "_" | replace "-" "_" }}
  value: {{ include "cider.value" $value | quote }}
{{- end }}
{{- end }}

{{- /* Numbers of a values file are floats to Helm: 33554432 would become 3.3554432e+07. */}}
{{- define "cider.value" -}}
{{- if kindIs "float64" . }}
{{- if eq (float64 (int64 .)) . }}{{ int64 . }}{{ else }}{{ . }}{{ end }}
{{- else }}
{{- . }}
{{- end }}
{{- end }}

{{- define "cider.labels" -}}
app.kubernetes.io/name: cider-stream
app.kubernetes.io/instance: {{ .release }}
app.kubernetes.io/component: {{ .role }}
{{- end }}

{{- /* The settings of a role as YAML: its own before those of all. */}}
{{- define "cider.settings" -}}
{{- $settings := merge (dict) .values.settings .root.Values.settings }}
{{- if .root.Values.kafka.secret }}
{{- $settings = merge (dict "kafka.properties" "/etc/cider/kafka/kafka.properties") $settings }}
{{- end }}
{{- if .root.Values.model.file }}
{{- $settings = merge (dict "model.file" (printf "/models/%s" .root.Values.model.file)) $settings }}
{{- end }}
{{- if .values.gpu }}
{{- $settings = merge (dict "embedding.cuda" "required") $settings }}
{{- end }}
{{- toYaml $settings }}
{{- end }}

{{- /* The common digest does not apply to a role that sets an image, nor to the image for CUDA. */}}
{{- define "cider.image" -}}
{{- $all := .root.Values.image }}
{{- $own := .values.image | default dict }}
{{- $tag := $own.tag | default (printf "%s%s" ($all.tag | default .root.Chart.AppVersion) (empty .values.gpu | ternary "" "-gpu")) }}
{{- $digest := $own.digest | default (empty (or $own.repository $own.tag .values.gpu) | ternary $all.digest "") }}
{{- $own.repository | default $all.repository }}{{ if $digest }}@{{ $digest }}{{ else }}:{{ $tag }}{{ end }}
{{- end }}

{{- define "cider.serviceAccount" -}}
{{- if .Values.serviceAccount.create }}{{ .Values.serviceAccount.name | default .Release.Name }}{{ else }}{{ .Values.serviceAccount.name | default "default" }}{{ end }}
{{- end }}

{{- /* What the Secrets hold: pods restart with `helm upgrade` after a change. Empty without a cluster. */}}
{{- define "cider.secrets" -}}
{{- $held := list }}
{{- range $name := list .Values.secret .Values.kafka.secret }}
{{- if $name }}
{{- $held = append $held (dig "data" dict (lookup "v1" "Secret" $.Release.Namespace $name)) }}
{{- end }}
{{- end }}
{{- $held | toJson | sha256sum }}
{{- end }}

{{- define "cider.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "cider.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: ["ALL"]
{{- end }}

{{- define "cider.volumeMounts" -}}
- {name: home, mountPath: /var/lib/cider}
- {name: tmp, mountPath: /tmp}
{{- if .Values.kafka.secret }}
- {name: kafka, mountPath: /etc/cider/kafka, readOnly: true}
{{- end }}
{{- if .Values.model.volume }}
- {name: models, mountPath: /models, readOnly: true}
{{- end }}
{{- with .Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "cider.volumes" -}}
- name: home
  emptyDir: {}
- name: tmp
  emptyDir: {}
{{- if .Values.kafka.secret }}
- name: kafka
  secret:
    secretName: {{ .Values.kafka.secret }}
    defaultMode: 0440
{{- end }}
{{- with .Values.model.volume }}
- name: models
{{ toYaml . | indent 2 }}
{{- end }}
{{- with .Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- /* The consumer group and topic whose lag a role works off; the same names as in the code. */}}
{{- define "cider.lag" -}}
{{- $settings := include "cider.settings" . | fromYaml }}
{{- $prefix := index $settings "topics.prefix" | default "" }}
{{- $descriptors := index $settings "topics.descriptors" | default "descriptors" }}
{{- if eq .role "embedder" }}
group: {{ printf "%scider-embedder%s" $prefix (eq $descriptors "descriptors" | ternary "" (printf "-%s" $descriptors)) | quote }}
topic: {{ printf "%simages" $prefix | quote }}
{{- else if eq .role "searcher" }}
group: {{ printf "%scider-searcher" $prefix | quote }}
topic: {{ printf "%squeries" $prefix | quote }}
{{- else if eq .role "connect" }}
{{- $index := index $settings "connect.index" | default "" }}
group: {{ printf "connect-%scider-sink%s" $prefix (empty $index | ternary "" (printf "-%s" $index)) | quote }}
topic: {{ printf "%s%s" $prefix $descriptors | quote }}
{{- end }}
bootstrap: {{ index $settings "kafka.bootstrap" | quote }}
{{- end }}
