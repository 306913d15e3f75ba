{{- define "cider.environment" -}}
{{- range $name, $value := . }}
- name: CIDER_{{ $name | upper | replace "." "_" | replace "-" "_" }}
  value: {{ $value | toString | quote }}
{{- end }}
{{- end }}

{{- define "cider.labels" -}}
app.kubernetes.io/name: cider-stream
app.kubernetes.io/instance: {{ .release }}
app.kubernetes.io/component: {{ .role }}
{{- end }}
