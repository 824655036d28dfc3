#compdef tokenly
# zsh completion for tokenly: source <(tokenly completion zsh), or this file as _tokenly in $fpath
_tokenly() {
  local -a found
  found=("${(@f)$(tokenly __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
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
