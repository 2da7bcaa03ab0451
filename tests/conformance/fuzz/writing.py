"""Writes a drawn model as BPMN."""

import itertools

from conformance.fuzz.blocks import Block, Trigger

HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t" id="d"><error id="x" name="x" errorCode="x"/>'
GATEWAYS = {"xor": "exclusiveGateway", "and": "parallelGateway", "or": "inclusiveGateway"}


def key_of(context: tuple[str, ...]) -> str:
    """The variables of a context as an expression."""
    return "(" + "".join(f"{name}," for name in context) + ")"


class Writer:
    """One scope; inner scopes have writers of their own, but share what stands beside the processes."""

    def __init__(self, outer: "Writer | None" = None) -> None:
        self.lines: list[str] = []
        self.beside: list[str] = outer.beside if outer else []

    def node(self, tag: str, name: str, inner: str = "", **more: str) -> str:
        attributes = "".join(f' {key}="{value}"' for key, value in more.items())
        self.lines.append(f'<{tag} id="{name}"{attributes}>{inner}</{tag}>')
        return name

    def flow(self, source: str, target: str, condition: str = "") -> None:
        inner = f"<conditionExpression><![CDATA[{condition}]]></conditionExpression>" if condition else ""
        self.lines.append(
            f'<sequenceFlow id="f_{source}_{target}" sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'
        )

    def definition(self, name: str, kind: str, seconds: int, times: int = 1) -> str:
        if kind == "error":
            return '<errorEventDefinition errorRef="x"/>'
        if kind in ("message", "signal"):
            self.beside.append(f'<{kind} id="r_{name}" name="{name}"/>')
            return f'<{kind}EventDefinition {kind}Ref="r_{name}"/>'
        when = (
            f"<timeCycle>R{times}/PT{seconds}S</timeCycle>" if kind == "cycle" else f"<timeDuration>PT{seconds}S</timeDuration>"
        )
        return f"<timerEventDefinition>{when}</timerEventDefinition>"

    def scope(self, block: Block, start: str = "", interrupting: bool = True, name: str = "") -> str:
        """What stands inside of a process or sub-process."""
        writer, name = Writer(self), name or block.id
        writer.node("startEvent", f"s_{name}", start, isInterrupting=str(interrupting).lower())
        first, last = writer.emit(block.parts[0])
        writer.node("endEvent", f"z_{name}")
        writer.flow(f"s_{name}", first)
        writer.flow(last, f"z_{name}")
        for trigger in block.inside:
            definition = writer.definition(trigger.id, trigger.kind, trigger.seconds, trigger.times)
            body = Block("sub", f"h_{trigger.id}", (), [trigger.path])
            # The start event bears the trigger's own id.
            inner = writer.scope(body, definition, trigger.interrupting).replace(f'"s_h_{trigger.id}"', f'"{trigger.id}"')
            writer.node("subProcess", f"h_{trigger.id}", inner, triggeredByEvent="true")
        return "".join(writer.lines)

    def emit(self, block: Block) -> tuple[str, str]:
        return getattr(self, f"emit_{block.kind}")(block)

    def activity(self, block: Block, tag: str, inner: str = "", **more: str) -> tuple[str, str]:
        if block.many:
            early = f"<completionCondition>pick('{block.id}_early', {key_of((*block.context, block.many.item))})</completionCondition>"
            inner = (
                f'<multiInstanceLoopCharacteristics isSequential="{str(block.many.sequential).lower()}">'
                f"<loopCardinality>{block.many.times}</loopCardinality>"
                f'<inputDataItem id="{block.many.item}"/>{early if block.many.early else ""}'
                f"</multiInstanceLoopCharacteristics>{inner}"
            )
        self.node(tag, block.id, inner, **more)
        last = block.id
        if any(trigger.interrupting for trigger in block.triggers):
            last = self.node("exclusiveGateway", f"m_{block.id}")
            self.flow(block.id, last)
        for trigger in block.triggers:
            self.boundary(block, trigger, last)
        return block.id, last

    def boundary(self, block: Block, trigger: Trigger, merge: str) -> None:
        definition = self.definition(trigger.id, trigger.kind, trigger.seconds, trigger.times)
        self.node(
            "boundaryEvent", trigger.id, definition, attachedToRef=block.id, cancelActivity=str(trigger.interrupting).lower()
        )
        first, last = self.emit(trigger.path)
        self.flow(trigger.id, first)
        self.flow(last, merge if trigger.interrupting else self.node("endEvent", f"z_{trigger.id}"))

    def emit_user(self, block: Block) -> tuple[str, str]:
        return self.activity(block, "userTask")

    def emit_sub(self, block: Block) -> tuple[str, str]:
        return self.activity(block, "subProcess", self.scope(block))

    def emit_call(self, block: Block) -> tuple[str, str]:
        process = Block("sub", f"p_{block.id}", (), block.parts)
        self.beside.append(f'<process id="p_{block.id}" isExecutable="true">{self.scope(process)}</process>')
        return self.activity(block, "callActivity", calledElement=f"p_{block.id}")

    def emit_seq(self, block: Block) -> tuple[str, str]:
        ends = [self.emit(part) for part in block.parts]
        for before, after in itertools.pairwise(ends):
            self.flow(before[1], after[0])
        return ends[0][0], ends[-1][1]

    def emit_loop(self, block: Block) -> tuple[str, str]:
        round_, name = f"n_{block.id}", block.id
        begin = self.node("scriptTask", f"{name}b", f"<script>{round_} = 0</script>")
        enter = self.node("exclusiveGateway", f"{name}j")
        count = self.node("scriptTask", f"{name}c", f"<script>{round_} = {round_} + 1</script>")
        first, last = self.emit(block.parts[0])
        leave = self.node("exclusiveGateway", f"{name}s", default=f"f_{name}s_{name}x")
        after = self.node("exclusiveGateway", f"{name}x")
        for source, target in ((begin, enter), (enter, count), (count, first), (last, leave)):
            self.flow(source, target)
        self.flow(leave, enter, f"{round_} < 3 and pick('{name}', {key_of((*block.context, round_))})")
        self.flow(leave, after)
        return begin, after

    def branches(self, block: Block, split: str, join: str, conditional: bool) -> tuple[str, str]:
        for number, part in enumerate(block.parts):
            first, last = (join, "") if part.kind == "none" else self.emit(part)
            default = number == len(block.parts) - 1
            condition = f"pick('{block.id}_{number}', {key_of(block.context)})" if conditional and not default else ""
            self.flow(split, first, condition)
            if last:
                self.flow(last, join)
            if conditional and default:
                split_id = f'id="{split}"'
                where = next(i for i, line in enumerate(self.lines) if split_id in line)
                self.lines[where] = self.lines[where].replace(split_id, f'{split_id} default="f_{split}_{first}"', 1)
        return split, join

    def emit_xor(self, block: Block) -> tuple[str, str]:
        tag = GATEWAYS[block.kind]
        join = self.node(tag, f"{block.id}j")
        return self.branches(block, self.node(tag, f"{block.id}s"), join, block.kind != "and")

    emit_and = emit_or = emit_xor

    def emit_fork(self, block: Block) -> tuple[str, str]:
        return self.branches(block, self.node("userTask", block.id), self.node("parallelGateway", f"{block.id}j"), False)

    def emit_choice(self, block: Block) -> tuple[str, str]:
        return self.branches(block, self.node("userTask", block.id), self.node("inclusiveGateway", f"{block.id}j"), True)

    def emit_catch(self, block: Block) -> tuple[str, str]:
        name, kind, seconds = block.events[0]
        return (self.node("intermediateCatchEvent", name, self.definition(name, kind, seconds)),) * 2

    def emit_first(self, block: Block) -> tuple[str, str]:
        gateway = self.node("eventBasedGateway", f"{block.id}s")
        join = self.node("exclusiveGateway", f"{block.id}j")
        for (name, kind, seconds), part in zip(block.events, block.parts, strict=True):
            self.flow(gateway, self.node("intermediateCatchEvent", name, self.definition(name, kind, seconds)))
            first, last = self.emit(part)
            self.flow(name, first)
            self.flow(last, join)
        return gateway, join

    def emit_link(self, block: Block) -> tuple[str, str]:
        link = f'<linkEventDefinition name="{block.id}"/>'
        return self.node("intermediateThrowEvent", f"{block.id}o", link), self.node(
            "intermediateCatchEvent", f"{block.id}i", link
        )

    def ending(self, block: Block, definition: str) -> tuple[str, str]:
        split = self.node("exclusiveGateway", f"{block.id}s", default=f"f_{block.id}s_{block.id}x")
        after = self.node("exclusiveGateway", f"{block.id}x")
        self.flow(split, self.node("endEvent", f"{block.id}e", definition), f"pick('{block.id}', {key_of(block.context)})")
        self.flow(split, after)
        return split, after

    def emit_fail(self, block: Block) -> tuple[str, str]:
        return self.ending(block, '<errorEventDefinition errorRef="x"/>')

    def emit_stop(self, block: Block) -> tuple[str, str]:
        return self.ending(block, "<terminateEventDefinition/>")


def written(root: Block) -> bytes:
    """The whole file."""
    writer = Writer()
    process = f'<process id="p" isExecutable="true">{writer.scope(root)}</process>'
    return (HEAD + "".join(writer.beside) + process + "</definitions>").encode()
