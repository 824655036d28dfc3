#compdef tokenly
# zsh completion for tokenly: source <(tokenly completion zsh), or this file as _tokenly in $fpath
_tokenly() {
  local lines
  local -a found
  # It fails where neither a word it knows nor a file can stand.
  lines=$(tokenly __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null) || return 1
  found=("${(@f)lines}")
  found=("${(@)found:#}")
  if (( ${#found} )); then
    compadd -a found
  else
    _files
  fi
}
if [ "${funcstack[1]}" = "_tokenly" ]; then
  _tokenly "$@"
else
  compdef _tokenly tokenly
fi
