# waterfall.gp - a row for each request: connecting dark, waiting for the first byte light, receiving in full colour.
set datafile separator "\t"

# Arrays are filled as a side effect of reading, before any range leaves points out.
array TOP[10]; array HEIGHT[10]; array TITLE[10]; array COLOUR[10]; array HOW[10]; array CONNECTIONS[10]
array SECONDS[10]; array BEYOND[10]; array END[10]
stats 'waterfall.panels' using (i = int($0) + 1, TOP[i] = $1, HEIGHT[i] = $2, TITLE[i] = strcol(3), \
    COLOUR[i] = int($4), HOW[i] = strcol(5), CONNECTIONS[i] = strcol(6), SECONDS[i] = strcol(7), BEYOND[i] = strcol(8), \
    END[i] = valid(9) ? $9 : -1, 0) nooutput

set lmargin at screen 0.190
set rmargin at screen 0.985
set tmargin at screen from_top(0.75)
set bmargin at screen 0.80 / height
set border 1 linewidth 0.6 linecolor rgb ghost
unset ytics
set xrange [0:window]
set yrange [rows + 0.8:-0.2]
set xtics scale 0.4 format '%.2f s' offset 0, 0.35 textcolor rgb mute
set grid xtics linetype 1 linewidth 0.4 linecolor rgb hair

# The legend of the colours, above the rows.
dark = '#3d3d3d'
head_at = from_top(0.37)
thick = 0.08 / height
do for [i = 1:3] {
    x = word('0.190 0.296 0.498', i) + 0
    set object i rectangle from screen x, screen head_at - thick to screen x + 0.022, screen head_at + thick \
        fillcolor rgb word('#3d3d3d #c2c2c2 #6e6e6e', i) fillstyle solid noborder
}
set label 10 small('connect') at screen 0.218, screen head_at textcolor rgb mute
set label 11 small('wait for the first byte') at screen 0.324, screen head_at textcolor rgb mute
set label 12 small('receive') at screen 0.526, screen head_at textcolor rgb mute

line = 4.3 # rows of requests for a line of text
do for [i = 1:STATS_records] {
    set label 100 + i '{/:Bold '.TITLE[i].'}' at screen 0.006, first TOP[i] + 1.4 textcolor rgb COLOUR[i]
    set label 200 + i small(HOW[i]) at screen 0.006, first TOP[i] + 1.4 + line textcolor rgb mute
    set label 300 + i small(CONNECTIONS[i]) at screen 0.006, first TOP[i] + 1.4 + 2 * line textcolor rgb mute
    set label 400 + i '{/:Bold '.SECONDS[i].'}' at screen 0.006, first TOP[i] + 1.4 + 3 * line textcolor rgb ink
    set label 600 + i small(BEYOND[i]) at window, first TOP[i] + HEIGHT[i] - 1.5 right textcolor rgb mute
    if (END[i] > 0) {
        set arrow 100 + i from END[i], first TOP[i] + HEIGHT[i] - 5 to END[i], first TOP[i] + HEIGHT[i] + 0.4 \
            nohead linewidth 0.7 linecolor rgb ink front
    }
}
plot \
    'waterfall.bars' using (0):1:3:(0) with vectors nohead linewidth 0.3 linecolor rgb hair, \
    '' using 3:1:3:4:($1 - $2):($1 + $2) with boxxyerror fillcolor rgb dark, \
    '' using 4:1:4:5:($1 - $2):($1 + $2):7 with boxxyerror fillcolor rgb variable, \
    '' using 5:1:5:6:($1 - $2):($1 + $2):8 with boxxyerror fillcolor rgb variable
unset output
