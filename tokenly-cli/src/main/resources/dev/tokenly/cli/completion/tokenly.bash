# bash completion for tokenly: source <(tokenly completion bash)
_tokenly() {
  local words=("${COMP_WORDS[@]:1:COMP_CWORD}")
  local current=${COMP_WORDS[COMP_CWORD]}
  local IFS=$'\n'
  local found
  # It fails where neither a word it knows nor a file can stand.
  found=$(tokenly __complete -- "${words[@]}" 2>/dev/null) || return
  COMPREPLY=($found)
  if [ ${#COMPREPLY[@]} -eq 0 ]; then
    COMPREPLY=($(compgen -f -- "$current"))
  fi
}
complete -F _tokenly tokenly
