# fish completion for tokenly: tokenly completion fish | source
function __tokenly_complete
    set -l words (commandline -opc) (commandline -ct)
    tokenly __complete -- $words[2..-1] 2>/dev/null
end
complete -c tokenly -f -a '(__tokenly_complete)'
complete -c tokenly -n 'test (count (__tokenly_complete)) -eq 0' -F
