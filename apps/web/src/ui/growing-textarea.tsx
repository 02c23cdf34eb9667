import { type ComponentProps, type ReactNode, type RefObject, useLayoutEffect } from 'react';

interface Props extends ComponentProps<'textarea'> {
  ref: RefObject<HTMLTextAreaElement | null>;
  value: string;
}

/** Then the style sheet's `field-sizing` does it, without a layout for each key. */
const GROWS_BY_ITSELF = CSS.supports('field-sizing', 'content');

/** A textarea as tall as its text; the style sheet's `max-block-size` ends its growth. */
export function GrowingTextarea({ ref, value, ...rest }: Props): ReactNode {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const field = ref.current;
    if (!field || GROWS_BY_ITSELF) return;
    field.style.blockSize = 'auto';
    field.style.blockSize = `${field.scrollHeight}px`;
  }, [ref, value]);
  return <textarea ref={ref} rows={1} value={value} {...rest} />;
}
