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
