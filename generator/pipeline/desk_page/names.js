// The field for tags, bylines and other names: it offers those that the site has, and accepts new ones.

const STYLE = { display: "flex", flexWrap: "wrap", gap: "6px", alignItems: "center" };
const CHIP = { display: "inline-flex", alignItems: "center", padding: "0 0 0 10px", borderRadius: "16px", overflowWrap: "anywhere",
  backgroundColor: "var(--sui-secondary-background-color)", border: "1px solid var(--sui-control-border-color)" };
const CROSS = { minWidth: "32px", minHeight: "32px", border: "0", background: "none", color: "inherit", cursor: "pointer", font: "inherit" };

/** The control of the field; `known` has the names that the site has, by the name of the field. */
export const NamesField = (known) =>
  window.createClass({
    getInitialState: () => ({ text: "" }),

    names() {
      const { value } = this.props;
      return (value?.toJS?.() ?? [value ?? []].flat()).filter(Boolean);
    },

    add(text) {
      const names = this.names();
      const added = text.split(",").map((each) => each.trim()).filter((each) => each && !names.includes(each));
      this.setState({ text: "" });
      if (added.length) this.props.onChange([...names, ...new Set(added)]);
    },

    write({ target, nativeEvent }) {
      const whole = target.value.endsWith(",") || nativeEvent.inputType === "insertReplacementText" || !nativeEvent.inputType;
      if (whole) this.add(target.value);
      else this.setState({ text: target.value });
    },

    press(event) {
      if (event.key === "Enter" && this.state.text.trim()) {
        event.preventDefault();
        this.add(this.state.text);
      } else if (event.key === "Backspace" && !this.state.text) this.props.onChange(this.names().slice(0, -1));
    },

    render() {
      const h = window.h;
      const { field, forID, classNameWrapper } = this.props;
      const names = this.names();
      const offered = (known[field.get("name")] ?? []).filter((each) => !names.includes(each));
      const remove = (name) => () => this.props.onChange(names.filter((each) => each !== name));
      return h("div", { style: STYLE },
        ...names.map((name) => h("span", { key: name, style: CHIP, dir: "auto" }, name,
          h("button", { type: "button", style: CROSS, "aria-label": `Remove ${name}`, onClick: remove(name) }, "×"))),
        h("input", { id: forID, className: classNameWrapper, list: `${forID}-known`, value: this.state.text, dir: "auto",
          autoComplete: "off", "aria-label": field.get("label"), onChange: this.write, onKeyDown: this.press,
          onBlur: () => this.add(this.state.text), style: { flex: "1 1 12em", minWidth: "0" } }),
        h("datalist", { id: `${forID}-known` }, ...offered.map((each) => h("option", { key: each, value: each }))));
    },
  });
