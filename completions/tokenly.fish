# fish completion for tokenly: tokenly completion fish | source
function __tokenly_complete
    set -l words (commandline -opc) (commandline -ct)
    tokenly __complete -- $words[2..-1] 2>/dev/null
end
# It fails where neither a word it knows nor a file can stand.
function __tokenly_takes_files
    set -l found (__tokenly_complete)
    test $status -eq 0 -a (count $found) -eq 0
end
complete -c tokenly -f -a '(__tokenly_complete)'
complete -c tokenly -n __tokenly_takes_files -F
