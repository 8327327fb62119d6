-- references.lua - numbers figures, tables and equations, and turns [@fig:x], [@tbl:x] and [@eq:x] into links.
--
-- ::: {#fig:x .figure file=name}, a table's caption that ends in {#tbl:x}, and $$ ... $$ {#eq:x} bear the names.

local word = { fig = 'Figure', tbl = 'Table', eq = 'Equation' }
local seen = { fig = 0, tbl = 0, eq = 0 }
local number = {} -- of each identifier
local for_latex = FORMAT:match('latex') ~= nil

local function kind_of(identifier)
    local kind = identifier:match('^(%a+):')
    return word[kind] and kind
end

local function name_of(identifier)
    return word[kind_of(identifier)] .. '\u{a0}' .. number[identifier]
end

local function count(identifier)
    local kind = kind_of(identifier)
    seen[kind] = seen[kind] + 1
    number[identifier] = seen[kind]
end

-- The identifier in a text such as {#tbl:x}.
local function identifier_in(inline)
    return inline and inline.t == 'Str' and inline.text:match('^{#(%a+:[%w_-]+)}$')
end

local function with_name(identifier, caption)
    local start = pandoc.List { pandoc.Strong { pandoc.Str(name_of(identifier) .. '.') }, pandoc.Space() }
    return start .. caption
end

-- ::: {#fig:x .figure file=name} holds two paragraphs: what the figure shows, which is also its text for those who cannot
-- see it, and its caption. Pandoc 2 and 3 have figures of different kinds, so they are made here.
local function make_figure(block)
    if not block.classes:includes('figure') then
        return nil
    end
    count(block.identifier)
    local finding, file = block.content[1], block.attributes.file
    local caption = with_name(block.identifier, block.content[2].content)
    local alt = pandoc.utils.stringify(finding):gsub('&', '&amp;'):gsub('"', '&quot;'):gsub('<', '&lt;')
    if for_latex then
        return {
            pandoc.RawBlock('latex', '\\begin{figure}\\hypertarget{' .. block.identifier .. '}{}\\label{' .. block.identifier .. '}'),
            pandoc.Plain(pandoc.List { pandoc.RawInline('latex', '\\finding{') } .. finding.content
                .. { pandoc.RawInline('latex', '}\\par\\includegraphics{' .. file .. '.pdf}\\caption{') }
                .. caption .. { pandoc.RawInline('latex', '}') }),
            pandoc.RawBlock('latex', '\\end{figure}'),
        }
    end
    local image = '<img src="' .. file .. '.svg" alt="' .. alt .. '">'
    return {
        pandoc.RawBlock('html', '<figure id="' .. block.identifier .. '"><p class="finding">'), pandoc.Plain(finding.content),
        pandoc.RawBlock('html', '</p><div class="scroll" tabindex="0">' .. image .. '</div><figcaption>'), pandoc.Plain(caption),
        pandoc.RawBlock('html', '</figcaption></figure>'),
    }
end

-- A table of more lines than this may break; then at least so many stand before the break.
local breakable, least = 20, 9

local function longest_word(text)
    local longest = 0
    for part in text:gmatch('%S+') do
        longest = math.max(longest, utf8.len(part))
    end
    return longest
end

-- A table as pandoc 2.10 and later have it, or as 2.9 does: columns, the texts of its cells, and its caption.
local function is_old(table_block)
    return table_block.rows ~= nil
end

local function text_of(blocks)
    return pandoc.utils.stringify(pandoc.Div(blocks))
end

local function texts_of(row)
    local texts = {}
    for _, cell in ipairs(row.cells or row) do
        texts[#texts + 1] = text_of(cell.contents or cell)
    end
    return texts
end

local function head_and_body(table_block)
    if is_old(table_block) then
        return { table_block.headers }, table_block.rows
    end
    return table_block.head.rows, table_block.bodies[1].body
end

local function caption_of(table_block)
    if is_old(table_block) then
        return pandoc.List(table_block.caption)
    end
    local block = table_block.caption.long[#table_block.caption.long]
    return block and block.content
end

local function set_caption(table_block, caption)
    if is_old(table_block) then
        table_block.caption = caption
    else
        table_block.caption.long = { pandoc.Plain(caption) }
    end
end

-- Tables span the page: each column has its share of what its cells need, and the words of its head fit.
local function span(table_block)
    local needed, all = {}, 0
    local head, body = head_and_body(table_block)
    for _, row in ipairs(head) do
        for i, text in ipairs(texts_of(row)) do
            needed[i] = longest_word(text)
        end
    end
    for _, row in ipairs(body) do
        for i, text in ipairs(texts_of(row)) do
            needed[i] = math.max(needed[i] or 0, utf8.len(text))
        end
    end
    for i = 1, #needed do
        needed[i] = needed[i] + 1
        all = all + needed[i]
    end
    local columns = {}
    for i = 1, #needed do
        columns[i] = is_old(table_block) and needed[i] / all or { table_block.colspecs[i][1], needed[i] / all }
    end
    table_block[is_old(table_block) and 'widths' or 'colspecs'] = columns
end

-- The caption stays in sight where a wide table is moved sideways.
local function keep_in_sight(caption)
    return pandoc.List { pandoc.Span(caption, pandoc.Attr('', { 'caption' })) }
end

local function number_table(table_block)
    local caption = caption_of(table_block)
    local identifier = kind_of(table_block.identifier or '') and table_block.identifier -- pandoc 3.11 reads it
    if not identifier and caption then
        identifier = identifier_in(caption[#caption])
        if identifier then
            caption:remove()
            if caption[#caption] and caption[#caption].t == 'Space' then
                caption:remove()
            end
        end
    end
    if not identifier then
        return nil
    end
    count(identifier)
    caption = with_name(identifier, caption)
    set_caption(table_block, for_latex and caption or keep_in_sight(caption))
    if not is_old(table_block) then
        table_block.identifier = '' -- the block around it has it
    end
    if not for_latex then
        return pandoc.Div({ table_block }, pandoc.Attr(identifier, { 'table' }))
    end
    span(table_block) -- before it is put into the block below, which takes a copy
    local _, body = head_and_body(table_block)
    local lines = #body + 5 -- with head, caption and rules; 11 points for each line
    if lines > breakable then
        lines = least
    end
    return {
        pandoc.RawBlock('latex', '\\room{' .. 11 * lines .. 'pt}'),
        pandoc.Div({ table_block }, pandoc.Attr(identifier, { 'table' })),
    }
end

-- LaTeX numbers equations itself, in the same order; a page shows the number next to the formula.
local function number_equation(paragraph)
    local content = paragraph.content
    local identifier = identifier_in(content[#content])
    local formula = content[1]
    if not identifier or formula.t ~= 'Math' or formula.mathtype ~= 'DisplayMath' then
        return nil
    end
    count(identifier)
    if for_latex then
        -- pandoc 2 links to the target, pandoc 3 to the label.
        local target = '\\hypertarget{' .. identifier .. '}{}\\label{' .. identifier .. '}'
        local text = '\\begin{equation}' .. target .. formula.text .. '\\end{equation}'
        return pandoc.Para { pandoc.RawInline('latex', text) }
    end
    local shown = pandoc.Span({ pandoc.Str('(' .. number[identifier] .. ')') }, pandoc.Attr('', { 'number' }))
    return pandoc.Div({ pandoc.Plain { formula, shown } }, pandoc.Attr(identifier, { 'equation' }))
end

local function link(cite)
    local identifier = cite.citations[1].id
    if kind_of(identifier) then
        assert(number[identifier], 'no figure, table or equation has the name ' .. identifier)
        return pandoc.Link({ pandoc.Str(name_of(identifier)) }, '#' .. identifier)
    end
end

local unit = { ['%'] = true, s = true, ms = true, KiB = true, MiB = true, GiB = true }

-- A number and its unit stay on one line.
local function join_units(inlines)
    for i = #inlines - 1, 2, -1 do
        local before, space, after = inlines[i - 1], inlines[i], inlines[i + 1]
        local joined = space.t == 'Space' and before.t == 'Str' and after.t == 'Str'
            and before.text:match('%d$') and unit[after.text:match('^[%a%%]*')]
        if joined then
            inlines[i - 1] = pandoc.Str(before.text .. '\u{a0}' .. after.text)
            inlines:remove(i + 1)
            inlines:remove(i)
        end
    end
    return inlines
end

-- Names first, in the order of the document within each kind; then what refers to them.
return {
    { Div = make_figure, Table = number_table, Para = number_equation },
    { Cite = link, Inlines = join_units },
}
